"""Sizes, sentences, catalogues, migrations and the words that must not stand in the tree."""

import hashlib
import json
import os
import re

from sources import Finding, is_test, layer_of

# ---- sizes ---------------------------------------------------------------------------------------------------------

HEADER, SOURCE, PAGE = 200, 600, 250
GENERATED = ("src/lib/api-types.ts",)


def sizes(tree):
    """Header <= 200 lines, source <= 600, page file <= 250: above that, ask what the file is really about."""
    limits = [(path, HEADER if path.endswith(".h") else SOURCE) for path in tree.sources() if not is_test(path)]
    limits += [(path, PAGE) for path in tree.under("web/src/", ".svelte", ".ts")
               if not path.endswith((".test.ts",) + GENERATED)]
    for path, limit in limits:
        lines = tree.text(path).count("\n")
        if lines > limit:
            yield Finding(path, limit + 1, f"{lines} lines, at most {limit}")


# ---- sentences -----------------------------------------------------------------------------------------------------

SENTENCE = re.compile("[ぁ-んァ-ン一-龠]。|(?:です|ます|ません|ください|ました)$")
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff01-\uff60\uff66-\uff9f]")
# Where Japanese text in C++ is data that is recognised, not a sentence that is said. file or folder -> why.
JAPANESE_ALLOWED = {
    "src/app/demo": "names in the demo company's answers",
    "src/base/text": "folding tables of characters",
    "src/features/assessment/pictures/export.cpp": "marks that close a phrase never begin a line",
    "src/formats/picture/": "the dash that stands where nothing counts, and the dots of a shortened text",
    "src/platform/session/password_policy": "the product's own name, refused as a password",
    "src/features/assessment/distribution/rules_distribution": "names of departments and areas as companies write them",
    "src/features/people/cells": "days and the word for none as companies write them in people's tables",
    "src/features/people/headings": "headings and role words of people's tables as companies write them",
    "src/features/people/people.cpp": "the comma between two roles in a cell",
    "src/features/assessment/score.cpp": "spellings of scores as people write them, and the sheet's own 該当なし",
    "src/features/assessment/recogni": "headings of check sheets as customers write them",
    "src/features/assessment/headings": "headings of check sheets as customers write them",
    "src/features/assessment/exchange/question_words": "headings and answers of questionnaires as customers write them",
    "src/features/assessment/date": "dates as people write them",
    "src/features/assessment/rules": "words by which a basis text is recognised",
    "src/features/assessment/basis": "words by which a basis text is recognised",
}


def no_sentence_in_code(tree):
    """No sentence for users in C++: Japanese text stands in i18n, or is data to be recognised (allow list)."""
    for path in tree.sources():
        if is_test(path):
            continue
        data = path.startswith(tuple(JAPANESE_ALLOWED))
        for literal in tree.cpp(path).literals:
            if data and not SENTENCE.search(literal.text):
                continue
            if literal.text == "該当なし" and layer_of(path) == "features/assessment":
                continue  # the value of a score in files and interfaces, as in score.h
            if JAPANESE.search(literal.text.replace("備え", "")):  # the product's name
                yield Finding(path, literal.line, f"Japanese text in C++: {literal.text[:40]!r}")


KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")
SAYS = re.compile(r"\b(?:(?:invalid|not_found|forbidden|conflict|unavailable)\s*\(\s*"
                  r"|fail\s*\(\s*(?:ErrorKind::)?\w+\s*,\s*"
                  r"|FieldError\s*\{[^{};]*?,\s*"
                  r"|messages::say\s*\(\s*[^;{}]*?,\s*)\"")


def said_keys(cpp):
    """(line, text) of literals given where a message key is expected."""
    for match in SAYS.finditer(cpp.code):
        literal = cpp.literal_at.get(match.end() - 1)
        if literal:
            yield literal.line, literal.text


def catalogues(tree):
    """{language: {key: (file, sentence)}}, with findings for what is wrong with the files themselves."""
    found, problems = {}, []
    for path in tree.under("i18n/", ".json"):
        _, language, name = path.split("/")
        repeated = []

        def pairs(items, repeated=repeated):
            keys = [key for key, _ in items]
            repeated += sorted({key for key in keys if keys.count(key) > 1})
            return dict(items)

        try:
            content = json.loads(tree.text(path), object_pairs_hook=pairs)
        except ValueError as error:
            problems.append(Finding(path, 1, f"not JSON: {error}"))
            continue
        problems += [Finding(path, 1, f"{key} stands twice") for key in repeated]
        for key, sentence in content.items():
            if not isinstance(sentence, str) or not sentence.strip():
                problems.append(Finding(path, 1, f"{key} has no sentence"))
                continue
            if not KEY.match(key):
                problems.append(Finding(path, 1, f"{key} is not of the form slice.subject.problem"))
            if key in found.setdefault(language, {}):
                problems.append(Finding(path, 1, f"{key} stands also in {found[language][key][0]}"))
            found[language][key] = (path, sentence)
    return found, problems


def placeholders(sentence):
    return sorted(set(re.findall(r"\{(\w+)\}", sentence)))


def messages_complete(tree):
    """Japanese and English hold the same keys with the same placeholders; each language is written in itself."""
    found, problems = catalogues(tree)
    yield from problems
    japanese, english = found.get("ja", {}), found.get("en", {})
    for key in sorted(set(japanese) | set(english)):
        if key not in english or key not in japanese:
            path, _ = japanese.get(key) or english[key]
            yield Finding(path, 1, f"{key} is missing in {'English' if key not in english else 'Japanese'}")
            continue
        if placeholders(japanese[key][1]) != placeholders(english[key][1]):
            yield Finding(english[key][0], 1, f"{key}: placeholders {placeholders(japanese[key][1])} in Japanese, "
                                              f"{placeholders(english[key][1])} in English")
        if os.path.basename(japanese[key][0]) != os.path.basename(english[key][0]):
            yield Finding(english[key][0], 1, f"{key} stands in {japanese[key][0]}")


def messages_used(tree):
    """Errors carry a key, never a sentence, and every key used in C++ and in the page has its sentences."""
    known = {key for sentences in catalogues(tree)[0].values() for key in sentences}
    for path in tree.sources():
        if is_test(path):
            continue
        for line, text in said_keys(tree.cpp(path)):
            if not KEY.match(text):
                if not text.endswith("."):  # a prefix to which a code is added
                    yield Finding(path, line, f"a message key is expected, not {text[:50]!r}")
            elif text not in known:
                yield Finding(path, line, f"{text} has no sentence in i18n")
    for path in tree.under("web/src/", ".svelte", ".ts"):
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            for match in re.finditer(r"(?<![\w.])t\(\s*'([a-z0-9_]+(?:\.[a-z0-9_]+)+)'", line):
                if match[1] not in known and not path.endswith(".test.ts"):
                    yield Finding(path, number, f"{match[1]} has no sentence in i18n")


# ---- migrations ----------------------------------------------------------------------------------------------------

CHECKSUMS = "data/schema-checksums.txt"  # the program's own tests read it too


def frozen(tree):
    """{"slice/number": hash} of the released migrations."""
    lines = (tree.text(CHECKSUMS) or "").splitlines() if tree.has(CHECKSUMS) else []
    return {step: digest for digest, step in (line.split("  ", 1) for line in lines if line and line[0] != "#")}


def step_of(path):
    """src/core/directory/schema/001_directory.sql is directory/1; None for a name that is none."""
    match = re.search(r"([a-z0-9_]+)/schema/(\d{3})_[a-z0-9_]+\.sql$", path)
    return f"{match[1]}/{int(match[2])}" if match else None


def migrations_frozen(tree):
    """Released migrations never change; numbers run from 001 without a gap; the SQL stays portable."""
    known = frozen(tree)
    steps = [path for path in tree.under("src/", ".sql") if "/schema/" in path]
    paths = {step_of(path): path for path in steps}
    for step, digest in known.items():
        if step not in paths:
            yield Finding(CHECKSUMS, 1, f"the released migration {step} was removed")
        elif hashlib.sha256(tree.bytes(paths[step])).hexdigest() != digest:
            yield Finding(paths[step], 1, "a released migration was changed: add a new step instead")
    folders = {}
    for path in steps:
        name = os.path.basename(path)
        match = re.match(r"(\d{3})_[a-z0-9_]+\.sql$", name)
        if not match:
            yield Finding(path, 1, "a migration is named NNN_words.sql")
            continue
        folders.setdefault(os.path.dirname(path), []).append((int(match[1]), path))
        if known and step_of(path) not in known:
            yield Finding(path, 1, "not frozen: run tests/conventions/check.py --freeze when it is final")
        yield from portable(tree, path)
    for numbers in folders.values():
        for expected, (number, path) in enumerate(sorted(numbers), 1):
            if number != expected:
                yield Finding(path, 1, f"number {number:03} where {expected:03} is due")


FOREIGN_SQL = re.compile(r"\b(serial|bigserial|autoincrement|jsonb?|enum|trigger|procedure|lateral|timestamptz?|"
                         r"timestamp|varchar|boolean|real\[\]|now\s*\(|datetime\s*\(|without\s+rowid|strict)\b", re.IGNORECASE)


def portable(tree, path):
    for number, line in enumerate(tree.text(path).split("\n"), 1):
        match = FOREIGN_SQL.search(re.sub(r"--.*|'[^']*'", "", line))
        if match:
            yield Finding(path, number, f"{match[0]} is not portable SQL")


def freeze(tree):
    """Adds steps that are not frozen yet; never touches the others."""
    known = frozen(tree)
    for path in tree.under("src/", ".sql"):
        if "/schema/" in path and step_of(path) is not None:
            known.setdefault(step_of(path), hashlib.sha256(tree.bytes(path)).hexdigest())
    text = "# Released schema steps, frozen: SHA-256 and slice/number. Lines are only ever added (check.py --freeze).\n"
    text += "".join(f"{digest}  {step}\n" for step, digest in sorted(known.items()))
    with open(os.path.join(tree.root, CHECKSUMS), "w", encoding="utf-8") as file:
        file.write(text)


# ---- words and bytes -----------------------------------------------------------------------------------------------

UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
WORKPLACE = re.compile(r"(?<![\w.])(/wo" + r"rk/|/tmp/w" + r"t/|/tmp/br" + r"ief|/ho" + r"me/\w+/|/ro" + r"ot/\w)")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]")
DATA = ("tests/fixtures/", "fuzz/corpus/", "data/")
BINARY_LIKE = (".xlsx", ".xlsm", ".png", ".ico", ".woff2", ".bin", ".gz", ".br")


def clean_text(tree):
    """UTF-8 with \\n, a final newline, no invisible direction marks, nothing unfinished, no path of a workplace."""
    for path in tree.files:
        if path.endswith(BINARY_LIKE) or path.startswith(DATA) or "/fixtures/" in path:
            continue
        text = tree.text(path)
        if text is None:
            yield Finding(path, 1, "not UTF-8 text")
            continue
        if "\r" in text:
            yield Finding(path, 1, "carriage returns")
        if text and not text.endswith("\n"):
            yield Finding(path, text.count("\n") + 1, "no newline at the end")
        for number, line in enumerate(text.split("\n"), 1):
            if UNFINISHED.search(line):
                yield Finding(path, number, "unfinished work belongs in an issue and docs/plan.md")
            if WORKPLACE.search(line):
                yield Finding(path, number, f"path of one machine: {WORKPLACE.search(line)[0]}")
            if BIDI.search(line) and not is_test(path):
                yield Finding(path, number, "invisible direction or width mark")


# ---- the page ------------------------------------------------------------------------------------------------------

UNSAFE_PAGE = re.compile(r"\{@html|\binnerHTML\b|\bouterHTML\b|\binsertAdjacentHTML\b|\bdocument\.write|\beval\s*\(|"
                         r"\bnew Function\b|\bstyle=\"|"
                         # look and language may stay in the browser, nothing else
                         r"\blocalStorage\b(?!\.[gs]etItem\(.sonae\.(?:theme|density|answers|language|\$\{name\}))")
OTHER_HOST = re.compile(r"""["'`](?:https?:)?//(?!localhost|127\.0\.0\.1|www\.w3\.org/)[\w.-]+""")


def safe_page(tree):
    """The page builds text, never markup (WB03), keeps nothing in localStorage (WB04) and talks to no other host."""
    for path in tree.under("web/src/", ".svelte", ".ts", ".html"):
        if path.endswith(".test.ts"):
            continue
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            code = re.sub(r"(^|\s)//.*|<!--.*?-->", "", line)
            for pattern in (UNSAFE_PAGE, OTHER_HOST):
                match = pattern.search(code)
                if match:
                    yield Finding(path, number, f"{match[0]} in the page")


def page_has_no_barrels(tree):
    """No file that only re-exports others."""
    for path in tree.under("web/src/", "/index.ts"):
        lines = [line for line in tree.text(path).split("\n") if line.strip() and not line.startswith("//")]
        if lines and all(line.startswith("export") and " from " in line for line in lines):
            yield Finding(path, 1, "a barrel file")


# ---- packages ------------------------------------------------------------------------------------------------------


def packages_named(tree):
    """Every package of packaging/packages.txt has a purpose and a reason; nothing vendored stands in the tree (SC01)."""
    path = "packaging/packages.txt"
    for number, line in enumerate((tree.text(path) or "").split("\n") if tree.has(path) else [], 1):
        if not line or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or parts[1] not in ("build", "node", "test", "run") or not parts[2]:
            yield Finding(path, number, "package | build, node, test or run | reason")
    for name in tree.files:
        if re.search(r"(^|/)(third_party|vendor|external|deps)/", name):
            yield Finding(name, 1, "third parties come as packages, never as copies")


RULES = [sizes, no_sentence_in_code, messages_complete, messages_used, migrations_frozen, clean_text, safe_page,
         page_has_no_barrels, packages_named]
