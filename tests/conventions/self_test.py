#!/usr/bin/env python3
"""Proves that every convention can fail: each rule gets a tree it must accept and trees it must refuse."""

import hashlib
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import requirements  # noqa: E402
from check import RULES  # noqa: E402
from sources import Cpp, Tree  # noqa: E402

H = "#pragma once\n// What it is for.\n"
STEP = "create table a (company_id text, id text, primary key (company_id, id));\n"
FROZEN = hashlib.sha256(STEP.encode()).hexdigest()
UNFINISHED = "TO" + "DO"

# rule -> (good tree, [bad trees]); a tree is {path: text}.
SAMPLES = {
    "arrows": (
        {"src/base/a.h": H, "src/features/assessment/rules.h": H + '#include "base/a.h"\n',
         "src/app/wire.cpp": '#include "features/assessment/rules.h"\n', "src/features/assessment/usb/sign.h": H,
         "src/reports/executive/a.cpp": '#include "features/assessment/usb/sign.h"\n'},
        [{"src/features/permits/permits.h": H, "src/features/media/media.cpp": '#include "features/permits/permits.h"\n'},
         {"src/core/b.h": H, "src/platform/a.cpp": '#include "core/b.h"\n'},
         {"src/platform/b.h": H, "src/formats/xlsx/a.cpp": '#include "platform/b.h"\n'},
         {"src/features/media/store.h": H, "src/reports/a.cpp": '#include "features/media/store.h"\n'},
         {"src/features/media/usb/store_rows.h": H, "src/reports/a.cpp": '#include "features/media/usb/store_rows.h"\n'},
         {"src/base/a.cpp": '#include "a.h"\n', "src/base/a.h": H},
         {"src/helpers/a.cpp": "\n"}]),
    "vendors": (
        {"src/platform/db/a.cpp": "#include <sqlite3.h>\n", "src/formats/a.cpp": "#include <pugixml.hpp>\n",
         "src/core/a.cpp": '// #include <sqlite3.h>\n#include <string>\n'},
        [{"src/core/a.cpp": "#include <sqlite3.h>\n"}, {"src/features/media/a.cpp": "#include <boost/json.hpp>\n"},
         {"src/formats/a.cpp": "#include <openssl/evp.h>\n"}]),
    "json_in_api": (
        {"src/features/media/api.cpp": '#include "base/json.h"\njson::value v;\n'},
        [{"src/features/media/media.cpp": '#include "base/json.h"\n'},
         {"src/core/x/x.h": H + "json::object o;\n"}]),
    "pure_rules": (
        {"src/features/media/rules.h": H + '#include "base/t.h"\n', "src/base/t.h": H},
        [{"src/features/media/rules.cpp": "#include <chrono>\n"},
         {"src/features/media/rules.cpp": 'auto p = std::getenv("HOME");\n'},
         {"src/features/media/rules.cpp": '#include "features/media/w.h"\n',
          "src/features/media/w.h": H + '#include "platform/clock.h"\n', "src/platform/clock.h": H},
         {"src/features/media/rules.h": H + '#include "features/media/w.h"\n', "src/features/media/w.h": H,
          "src/features/media/w.cpp": "#include <fstream>\n"}]),
    "base_without_io": (
        {"src/base/a.cpp": "#include <string>\n#include <chrono>\n"},
        [{"src/base/a.cpp": "#include <fstream>\n"}, {"src/base/a.cpp": "auto t = std::chrono::system_clock::now();\n"}]),
    "one_clock": (
        {"src/platform/clock.cpp": "system_clock::now();\n", "src/core/a.cpp": "// system_clock\n",
          "src/app/a.cpp": 'getenv("LANG");\n'},
        [{"src/core/a.cpp": "auto t = std::chrono::system_clock::now();\n"}, {"src/core/a.cpp": 'getenv("X");\n'},
         {"src/app/a.cpp": "std::random_device r;\n"}]),
    "urls_in_api": (
        {"src/features/media/api.cpp": '#include "platform/http/http.h"\nauto u = "/api/v1/media";\n',
         "src/features/media/store.cpp": "int rows = 404;\n"},
        [{"src/features/media/media.cpp": 'auto u = "/api/v1/media";\n'},
         {"src/features/media/media.h": H + '#include "platform/http/http.h"\n'},
         {"src/features/media/media.cpp": "response.status = 404;\n"}]),
    "sql_in_store": (
        {"src/features/media/store.cpp": 'auto q = "select a from b";\n',
         "src/features/media/media.cpp": '// select a from b\nauto w = "please select one";\n'},
        [{"src/features/media/media.cpp": 'auto q = "select a from b";\n'},
         {"src/app/demo.cpp": 'auto q = R"(insert\n into b values ($1))";\n'}]),
    "no_built_sql": (
        {"src/features/media/store.cpp": 'auto q = "select a from b where c = $1";\n'},
        [{"src/features/media/store.cpp": 'auto q = "select a from b where c = " + c;\n'},
         {"src/features/media/store.cpp": 'auto q = fmt::format("delete from {}", t);\n'},
         {"src/features/media/store.cpp": "sqlite3_exec(db, q, 0, 0, 0);\n"}]),
    "no_shell": (
        {"src/app/a.cpp": "// system(x)\nfile_system(x);\nauto s = ecosystem.system(x);\n"},
        [{"src/app/a.cpp": 'std::system("ls");\n'}, {"src/platform/a.cpp": 'FILE* f = popen("ls", "r");\n'},
         {"src/platform/a.cpp": "::execve(a, b, c);\n"}]),
    "pragma_once": ({"src/base/a.h": H}, [{"src/base/a.h": "#ifndef A\n#define A\n#endif\n"}]),
    "header_promise": ({"src/base/a.h": H}, [{"src/base/a.h": "#pragma once\n#include <string>\n"}]),
    "namespaces": (
        {"src/features/media/rules.h": H + "namespace sonae::media {}\n",
         "src/platform/http/server.cpp": "namespace sonae::http {\nnamespace {\n}\n}\n",
         "src/base/a.h": H + "namespace sonae {}\nnamespace sonae::detail {}\n"},
        [{"src/features/media/rules.h": H + "namespace sonae::permits {}\n"},
         {"src/features/media/rules.h": H + "namespace sonae {}\n"},
         {"src/core/directory/directory.h": H}]),
    "sizes": (
        {"src/base/a.h": "x\n" * 200, "src/base/a.cpp": "x\n" * 600, "web/src/a.svelte": "x\n" * 250,
         "src/base/a_test.cpp": "x\n" * 900},
        [{"src/base/a.h": "x\n" * 201}, {"src/base/a.cpp": "x\n" * 601}, {"web/src/a.svelte": "x\n" * 251}]),
    "no_sentence_in_code": (
        {"src/features/media/media.cpp": "// 台帳\nauto a = \"x\";\n", "src/features/media/a_test.cpp": 'auto a = "台帳";\n',
          "src/features/assessment/rules.cpp": 'auto a = "予定";\n'},
        [{"src/features/media/media.cpp": 'auto a = "台帳を開けません";\n'},
         {"src/features/media/media.cpp": 'auto a = R"x(ＵＳＢ)x";\n'},
         {"src/features/assessment/rules.cpp": 'auto a = "根拠を書いてください";\n'}]),
    "messages_complete": (
        {"i18n/ja/a.json": '{"a.b": "{n}行目"}\n', "i18n/en/a.json": '{"a.b": "row {n}"}\n'},
        [{"i18n/ja/a.json": '{"a.b": "{n}行目"}\n', "i18n/en/a.json": '{"a.b": "row {row}"}\n'},
         {"i18n/ja/a.json": '{"a.b": "x", "a.c": "y"}\n', "i18n/en/a.json": '{"a.b": "x"}\n'},
         {"i18n/ja/a.json": '{"a.b": "x"}\n', "i18n/en/a.json": '{}\n'},
         {"i18n/ja/a.json": '{"a.b": "x", "a.b": "y"}\n', "i18n/en/a.json": '{"a.b": "x"}\n'},
         {"i18n/ja/a.json": '{"a.b": " "}\n', "i18n/en/a.json": '{"a.b": "x"}\n'},
         {"i18n/ja/a.json": '{"a.b": "x"}\n', "i18n/en/b.json": '{"a.b": "x"}\n'},
         {"i18n/ja/a.json": '{"Hello": "x"}\n', "i18n/en/a.json": '{"Hello": "x"}\n'},
         {"i18n/ja/a.json": '{\n'}]),
    "messages_used": (
        {"i18n/ja/a.json": '{"a.b": "x"}\n', "src/core/x/x.cpp": 'return invalid("a.b", {});\nreturn invalid(key);\n',
         "web/src/a.ts": "t('a.b');\n"},
        [{"i18n/ja/a.json": '{"a.b": "x"}\n', "src/core/x/x.cpp": 'return invalid("a.c");\n'},
         {"i18n/ja/a.json": '{"a.b": "x"}\n', "src/core/x/x.cpp": 'return fail(ErrorKind::Conflict,\n    "a.c");\n'},
         {"i18n/ja/a.json": '{"a.b": "x"}\n', "src/core/x/x.cpp": 'return conflict("Somebody was faster");\n'},
         {"i18n/ja/a.json": '{"a.b": "x"}\n', "src/core/x/x.cpp": 'f(FieldError{"/a", "a.c", {}});\n'},
         {"i18n/ja/a.json": '{"a.b": "x"}\n', "web/src/a.svelte": "<p>{t('a.c')}</p>\n"}]),
    "migrations_frozen": (
        {"src/core/x/schema/001_a.sql": STEP, "src/core/x/schema/002_b.sql": STEP,
         "data/schema-checksums.txt":
             f"{FROZEN}  x/1\n{FROZEN}  x/2\n"},
        [{"src/core/x/schema/001_a.sql": STEP + "\n",
          "data/schema-checksums.txt": f"{FROZEN}  x/1\n"},
         {"data/schema-checksums.txt": f"{FROZEN}  x/1\n"},
         {"src/core/x/schema/001_a.sql": STEP, "src/core/x/schema/002_b.sql": STEP,
          "data/schema-checksums.txt": f"{FROZEN}  x/1\n"},
         {"src/core/x/schema/001_a.sql": STEP, "src/core/x/schema/003_b.sql": STEP},
         {"src/core/x/schema/a.sql": STEP},
         {"src/core/x/schema/001_a.sql": "create table a (id serial);\n"}]),
    "clean_text": (
        {"docs/a.md": "備え\n", "a.png": "no newline"},
        [{"docs/a.md": f"{UNFINISHED}: later\n"}, {"docs/a.md": "a\r\n"}, {"docs/a.md": "a"},
         {"docs/a.md": "see /ho" + "me/somebody/x\n"}, {"src/base/a.cpp": "a\u202eb\n"}]),
    "safe_page": (
        {"web/src/a.svelte": "<p>{text}</p>\n<a href=\"/x\">x</a>\n", "web/src/b.ts": "localStorage.getItem('sonae.theme');\n"},
        [{"web/src/a.svelte": "{@html text}\n"}, {"web/src/a.ts": "node.innerHTML = text;\n"},
         {"web/src/a.ts": "localStorage.setItem('sonae.draft', x);\n"}, {"web/src/a.ts": "fetch('https://example.org/x');\n"},
         {"web/src/a.svelte": "<p style=\"color: red\">x</p>\n"}]),
    "page_has_no_barrels": (
        {"web/src/ui/index.ts": "export const a = 1;\n"},
        [{"web/src/ui/index.ts": "export { a } from './a';\nexport * from './b';\n"}]),
    "packages_named": (
        {"packaging/packages.txt": "# list\ng++ | build | compiler\n"},
        [{"packaging/packages.txt": "g++ | build\n"}, {"packaging/packages.txt": "g++ | fun | compiler\n"},
         {"src/third_party/zlib/zlib.h": "x\n"}]),
    "requirements": (
        {"docs/security/requirements.csv": "id,status,test,note\nAU01,done,tests/a.sh,\nAU02,planned,,later\n",
         "tests/a.sh": "x\n"},
        [{"docs/security/requirements.csv": "id,status,test,note\nAU01,done,tests/a.sh,\nAU02,planned,,\n"},
         {"docs/security/requirements.csv": "id,status,test,note\nAU01,done,,\nAU02,planned,,\n"},
         {"docs/security/requirements.csv": "id,status,test,note\nAU01,done,Password.IsHashed,\nAU02,planned,,\n",
          "src/a_test.cpp": "TEST(Password, IsSalted) {}\n"},
         {"docs/security/requirements.csv": "id,status,test,note\nAU01,finished,,\nAU02,planned,,\n"},
         {"docs/security/requirements.csv": "id,status,test,note\nAU01,planned,,\n"},
         {"docs/security/requirements.csv": "id,status,test,note\nAU01,planned,,\nAU01,planned,,\nAU02,planned,,\n"}]),
}


def findings(rule, files):
    with tempfile.TemporaryDirectory(prefix="sonae-conventions-") as root:
        for path, text in files.items():
            os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8", newline="") as file:
                file.write(text)
        return list(rule(Tree(root, list(files))))


def reader_problems():
    """The C++ reader itself: comments, raw strings and character literals."""
    cpp = Cpp('int a = \'"\'; // "no"\nauto b = R"(say "hi" // here)"; /* "no" */ auto c = "x\\"y";\n#include "d.h"\n'
              "int n = 1'000'000; auto e = \"last\";\n")
    texts = [literal.text for literal in cpp.literals]
    if texts != ['say "hi" // here', 'x\\"y', "last"]:
        yield f"literals {texts}"
    if [include.name for include in cpp.includes] != ["d.h"]:
        yield "includes"
    if len(cpp.code) != len(cpp.source):
        yield "offsets moved"


def main():
    requirements.IDS = ["AU01", "AU02"]
    failed = 0
    rules = RULES + [requirements.requirements]
    for rule in rules:
        name = rule.__name__
        problems = []
        if name not in SAMPLES:
            problems.append("no samples: a rule that is never seen failing proves nothing")
        else:
            good, bad = SAMPLES[name]
            problems += [f"refuses the good sample: {finding}" for finding in findings(rule, good)]
            problems += [f"accepts bad sample {number}: {list(files)}" for number, files in enumerate(bad, 1)
                         if not findings(rule, files)]
        failed += bool(problems)
        print(f"{'FAIL' if problems else 'ok  '} {name} can fail")
        for problem in problems:
            print(f"     {problem}")
    problems = list(reader_problems())
    failed += bool(problems)
    print(f"{'FAIL' if problems else 'ok  '} the reader of C++ text {problems or ''}".rstrip())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
