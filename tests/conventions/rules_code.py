"""Arrows, purity, places of URLs and SQL: the invariants of ARCHITECTURE.md that concern C++ files."""

import os
import re

from sources import Finding, is_test, layer_of

# ---- 1 arrows ------------------------------------------------------------------------------------------------------

BELOW = {
    "base": {"base"},
    "formats": {"base", "formats"},
    "platform": {"base", "platform"},
    "core": {"base", "platform", "core"},
    "features": {"base", "formats", "platform", "core"},  # and the own slice
    "reports": {"base", "formats", "platform", "core", "reports"},  # and slices' faces
    "app": {"base", "formats", "platform", "core", "reports", "app"},  # and every slice
    "": {"base", "app"},
}


def arrows(tree):
    """main -> app -> features -> core -> platform -> base; slices never include each other."""
    for path in tree.sources():
        layer = layer_of(path)
        kind = layer.split("/")[0]
        if kind not in BELOW:
            yield Finding(path, 1, f"src/{kind} is no layer of ARCHITECTURE.md")
            continue
        for include in tree.cpp(path).includes:
            if not include.quoted:
                continue
            target = layer_of(include.name)
            if include.name.startswith(("embedded/", "support/")):
                if include.name.startswith("support/") and not is_test(path):
                    yield Finding(path, include.line, f"{include.name}: test support in the product")
                continue
            if not tree.has("src/" + include.name):
                yield Finding(path, include.line, f'"{include.name}" is not a file under src (write the full path)')
            elif target.startswith("features/"):
                # Views and use cases of the slice and of its parts; its tables and routes are its own.
                face = not re.match(r"(store|api)(_|\.)|.*_api\.", os.path.basename(include.name))
                if not (target == layer or kind == "app" or (kind == "reports" and face)):
                    yield Finding(path, include.line, f"{layer or 'main'} must not include {include.name}")
            elif target not in BELOW[kind]:
                yield Finding(path, include.line, f"{layer or 'main'} must not include {include.name}")


# ---- 2 vendors -----------------------------------------------------------------------------------------------------

VENDORS = ("boost/", "sqlite3", "libpq", "pq", "openssl/", "sodium", "curl/", "pugixml", "zip.h", "zlib",
           "unicode/", "CLI/", "toml++", "qrencode", "spdlog", "cairo", "pango", "md4c", "xlsxwriter", "brotli")
VENDORS_OF = {
    "base": ("boost/json", "unicode/", "openssl/"),
    "formats": ("pugixml", "zip.h", "zlib", "cairo", "pango", "md4c", "xlsxwriter"),
    "platform": VENDORS,
    "app": ("CLI/",),
}


def vendors(tree):
    """No vendor header above platform; formats has its codecs, app its command line."""
    for path in tree.sources():
        if is_test(path):
            continue
        kind = layer_of(path).split("/")[0]
        for include in tree.cpp(path).includes:
            if include.name.startswith(VENDORS) and not include.name.startswith(VENDORS_OF.get(kind, ())):
                yield Finding(path, include.line, f"vendor header <{include.name}> in {kind or 'main'}")


# JSON outside api.cpp: file -> why.
JSON_ALLOWED = {
    "src/core/frameworks/": "framework packs are JSON documents; reading one is this folder's trade",
}


def is_api(path):
    name = os.path.basename(path)
    return name.startswith("api.") or "_api." in name or name.startswith("api_")


def json_in_api(tree):
    """In core, features and reports the JSON document type stays in api.cpp."""
    for path in tree.sources():
        if layer_of(path).split("/")[0] not in ("core", "features", "reports") or is_test(path) or is_api(path):
            continue
        if path.startswith(tuple(JSON_ALLOWED)):
            continue
        cpp = tree.cpp(path)
        for include in cpp.includes:
            if include.name == "base/json.h":
                yield Finding(path, include.line, "JSON belongs in api.cpp")
        for match in re.finditer(r"\bjson::(value|object|array|parse|write)\b", cpp.code):
            yield Finding(path, cpp.line_of(match.start()), f"{match[0]} belongs in api.cpp")


# ---- 3 purity ------------------------------------------------------------------------------------------------------

IMPURE_HEADERS = {"chrono", "ctime", "time.h", "filesystem", "fstream", "iostream", "locale", "random", "thread", "mutex",
                  "atomic", "cstdio", "stdio.h", "unistd.h", "future", "condition_variable"}
IMPURE_WORDS = re.compile(r"\b(getenv|setlocale|system_clock|steady_clock|localtime|gmtime|fopen|ifstream|ofstream|"
                          r"std::locale|std::rand|srand|random_device|time\s*\(\s*(?:nullptr|NULL|0)\s*\))")


def reached(tree, path):
    """The file, what it includes, and the implementations of the headers of its own folder, transitively."""
    seen, todo = set(), [path]
    while todo:
        current = todo.pop()
        if current in seen or not tree.has(current):
            continue
        seen.add(current)
        todo += ["src/" + i.name for i in tree.cpp(current).includes if i.quoted]
        if current.endswith(".h") and layer_of(current) == layer_of(path):
            todo.append(current[:-2] + ".cpp")
    return sorted(seen)


def pure_rules(tree):
    """rules.* decide from their arguments: no clock, database, locale, environment or file, however indirectly."""
    for path in tree.sources():
        if not re.match(r"rules(_\w+)?\.(h|cpp)$", os.path.basename(path)) or is_test(path):
            continue
        for name in reached(tree, path):
            by = "" if name == path else f" (reached from {path})"
            cpp = tree.cpp(name)
            if layer_of(name) in ("platform", "core") or os.path.basename(name).startswith("store"):
                yield Finding(name, 1, f"not pure{by}")
                continue
            for include in cpp.includes:
                if include.name in IMPURE_HEADERS and layer_of(name) != "base":
                    yield Finding(name, include.line, f"<{include.name}> is not pure{by}")
            for match in IMPURE_WORDS.finditer(cpp.code):
                yield Finding(name, cpp.line_of(match.start()), f"{match[0]} is not pure{by}")


BASE_ALLOWED = {
    "src/base/result.cpp": "die() writes the reason to standard error before the process ends",
    "src/base/shared_library.h": "the address of a function is found once, by whichever thread calls it first",
}


def base_without_io(tree):
    """base has no I/O: no clock, file, environment."""
    for path in tree.sources("src/base/"):
        if is_test(path) or path in BASE_ALLOWED:
            continue
        cpp = tree.cpp(path)
        for include in cpp.includes:
            if include.name in IMPURE_HEADERS - {"chrono"}:  # the calendar; clocks are caught by name
                yield Finding(path, include.line, f"<{include.name}> in base")
        for match in IMPURE_WORDS.finditer(cpp.code):
            yield Finding(path, cpp.line_of(match.start()), f"{match[0]} in base")


def one_clock(tree):
    """Only platform reads the clock and randomness; the environment only platform and the command line."""
    words = re.compile(r"\b(system_clock|steady_clock|clock_gettime|gettimeofday|random_device|std::rand|getrandom|getenv)\b")
    for path in tree.sources():
        layer = layer_of(path)
        if layer == "platform" or is_test(path):
            continue
        cpp = tree.cpp(path)
        for match in words.finditer(cpp.code):
            if not (match[0] == "getenv" and layer == "app"):
                yield Finding(path, cpp.line_of(match.start()), f"{match[0]} outside platform")


# ---- 4 URLs, status codes, SQL -------------------------------------------------------------------------------------


def urls_in_api(tree):
    """Above platform only api.cpp knows URLs, HTTP types and status codes."""
    status = re.compile(r"\b(?:status\s*=\s*|Response::\w+\([^;]*,\s*)[1-5]\d\d\b")
    for path in tree.sources():
        if layer_of(path).split("/")[0] not in ("base", "formats", "core", "features", "reports"):
            continue
        if is_test(path) or is_api(path):
            continue
        cpp = tree.cpp(path)
        for literal in cpp.literals:
            if "/api/" in literal.text:
                yield Finding(path, literal.line, f'URL "{literal.text}" outside api.cpp')
        for include in cpp.includes:
            if include.name.startswith("platform/http/"):
                yield Finding(path, include.line, f"{include.name} outside api.cpp")
        for match in status.finditer(cpp.code):
            yield Finding(path, cpp.line_of(match.start()), f"status code outside api.cpp: {match[0]}")


SQL = re.compile(r"\b(select\b.+\bfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|create\s+(?:unique\s+)?(?:table|index)|"
                 r"alter\s+table|drop\s+table)\b", re.IGNORECASE | re.DOTALL)


def sql_in_store(tree):
    """Above platform only store.cpp holds SQL."""
    for path in tree.sources():
        if layer_of(path) == "platform" or is_test(path) or re.search(r"(^|_)store(_\w+)?\.cpp$", os.path.basename(path)):
            continue
        for literal in tree.cpp(path).literals:
            if SQL.search(literal.text):
                yield Finding(path, literal.line, f"SQL outside store.cpp: {literal.text.strip()[:60]!r}")


# Where a statement names a table that is only known at run time. folder -> why.
BUILT_SQL_ALLOWED = {
    "src/platform/maintenance/": "backup and restore copy whole tables; the names come from the database's own catalogue",
}


def no_built_sql(tree):
    """SQL is a literal (IN01): the statement type is never made from other than text in the source."""
    for path in tree.sources():
        if path.startswith(tuple(BUILT_SQL_ALLOWED)):
            continue
        cpp = tree.cpp(path)
        for match in re.finditer(r"\bsqlite3_exec\s*\(|\bPQexec\s*\(|\bsqlite3_mprintf\b|\bPQescape\w+", cpp.code):
            if layer_of(path) != "platform" or not path.startswith("src/platform/db/"):
                yield Finding(path, cpp.line_of(match.start()), f"{match[0].strip()} outside platform/db")
        for literal in cpp.literals:
            before = cpp.code[max(0, literal.start - 40):literal.start]
            after = cpp.code[literal.start + len(literal.text) + 2:][:40]
            if SQL.search(literal.text) and not is_test(path):
                if re.match(r"\s*\+", after) or re.search(r"(format\s*\(\s*|\+\s*)$", before):
                    yield Finding(path, literal.line, f"SQL built from pieces: {literal.text.strip()[:60]!r}")


def no_shell(tree):
    """No shell and no other program is run (IN02)."""
    words = re.compile(r"(?<![\w.>])(?:std::|::)?(system|popen|execl|execlp|execle|execv|execvp|execve|posix_spawnp?|wordexp)\s*\(")
    for path in tree.sources():
        if is_test(path):
            continue
        cpp = tree.cpp(path)
        for match in words.finditer(cpp.code):
            yield Finding(path, cpp.line_of(match.start()), f"{match[1]}() runs another program")


# ---- form ----------------------------------------------------------------------------------------------------------


def pragma_once(tree):
    """Headers open with #pragma once."""
    for path in tree.under("src/", ".h") + tree.under("tests/", ".h"):
        if not tree.text(path).startswith("#pragma once\n"):
            yield Finding(path, 1, "the first line of a header is #pragma once")


def header_promise(tree):
    """The line after #pragma once says what the header is for."""
    for path in tree.under("src/", ".h"):
        lines = tree.text(path).split("\n", 2)
        if len(lines) < 2 or not lines[1].startswith("//"):
            yield Finding(path, 2, "a header says in its second line what it is for")


NAMESPACE = re.compile(r"^\s*(?:inline\s+)?namespace\s+([\w:]+)\s*\{", re.MULTILINE)


def namespaces(tree):
    """namespace = folder: its last component is the folder's name (or the file's, in base and platform)."""
    for path in tree.sources():
        layer = layer_of(path)
        if not layer or is_test(path):
            continue
        folder = path.split("/")[-2]
        stem = os.path.basename(path).rsplit(".", 1)[0]
        allowed = {folder, layer.split("/")[-1]} | ({"sonae", stem} if layer in ("base", "platform", "app") else set())
        cpp = tree.cpp(path)
        names = [(m[1], cpp.line_of(m.start(1))) for m in NAMESPACE.finditer(cpp.code)]
        own = [(name, line) for name, line in names
               if name.startswith("sonae") and name != "sonae" or name == "sonae" and len(names) == 1]
        if not names:
            yield Finding(path, 1, "no namespace")
        for name, line in own:
            parts = [part for part in name.split("::") if part != "detail"]
            if parts[-1] not in allowed and folder not in parts:
                yield Finding(path, line, f"namespace {name} in folder {folder}")


RULES = [arrows, vendors, json_in_api, pure_rules, base_without_io, one_clock, urls_in_api, sql_in_store, no_built_sql,
         no_shell, pragma_once, header_promise, namespaces]
