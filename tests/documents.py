#!/usr/bin/env python3
"""The documents: links lead somewhere, both languages exist, commands exist, `sh run` blocks work, settings are complete.

Prints `ok` and `FAIL` lines. documents.py [BINARY]
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

TREE = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
BINARY = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.path.join(TREE, "build", "release", "sonae")
FAILED = []


def verdict(good, name, *details):
    print(f"{'ok  ' if good else 'FAIL'} {name}")
    for detail in details if not good else ():
        print(f"     {detail}")
    if not good:
        FAILED.append(name)


def documents():
    for folder, folders, names in os.walk(TREE):
        folders[:] = sorted(name for name in folders if name not in ("build", "node_modules", ".git", "dist"))
        for name in sorted(names):
            if name.endswith(".md"):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    yield os.path.relpath(path, TREE), file.read()


def broken_links(path, text):
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:|#", target):
            continue
        if not os.path.exists(os.path.join(TREE, os.path.dirname(path), target.split("#")[0])):
            yield target


def check_links(texts):
    for path, text in texts:
        missing = list(broken_links(path, text))
        verdict(not missing, f"links of {path}", *missing)
    verdict(list(broken_links("README.md", "[a](docs/none.md) [b](README.md)")) == ["docs/none.md"], "a broken link is noticed")


def check_languages(texts):
    """What people read while working stands in Japanese and English."""
    names = {path for path, _ in texts}
    for path in sorted(names):
        if not path.startswith(("docs/use/", "docs/operate/", "README")):
            continue
        stem = re.sub(r"(\.ja|\.en)?\.md$", "", path)
        other = [stem + ".md", stem + ".en.md"] if path.endswith(".ja.md") else [stem + ".ja.md"]
        verdict(any(name in names for name in other), f"{path} stands in both languages")


def check_commands(texts):
    """Every `sonae WORD` of the documents is a command."""
    words = {}
    for path, text in texts:
        for code in re.findall(r"```(?:sh|console)[^\n]*\n(.*?)```|`([^`\n]+)`", text, flags=re.DOTALL):
            for match in re.finditer(r"(?<![\w/.-])(?<!-u )sonae ((?:[a-z]+(?:-[a-z]+)* ?)+)", code[0] or code[1]):
                words.setdefault(match[1].split()[0], path)
                parts = match[1].split()
                if parts[0] in ("sheet", "audit", "backup", "user", "secrets") and len(parts) > 1:
                    words.setdefault(" ".join(parts[:2]), path)
    def known(command):
        # Unknown words before --help give the general help: only the command's own help names it.
        answer = subprocess.run([BINARY, *command.split(), "--help"], capture_output=True, text=True, check=False)
        return answer.returncode == 0 and f"sonae {command} " in answer.stdout

    for command, path in sorted(words.items()):
        verdict(known(command), f"sonae {command} is a command ({path})")
    verdict(not known("dance"), "an unknown command is noticed")


def make_workbook(path):
    """A check sheet of three items in the columns of the official one, in words of our own."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "チェックシート"
    sheet.append(["情報セキュリティ自己評価"])
    sheet.append(["No.", "レベル", "ラベル", "達成条件", "達成基準", "評価結果", "評価の根拠"])
    for number in (1, 2, 3):
        sheet.append([number, "Lv1", "方針", f"決めごと {number} があること", "・文書になっている\n・全員に知らせている", None, None])
    book.save(path)


def check_runs(texts):
    """Blocks marked ```sh run work, in the order of their document, in one empty folder."""
    for path, text in texts:
        blocks = re.findall(r"^```sh run\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
        if not blocks:
            continue
        with tempfile.TemporaryDirectory(prefix="sonae-documents-") as folder:
            make_workbook(os.path.join(folder, "checksheet.xlsx"))
            shutil.copy(os.path.join(folder, "checksheet.xlsx"), os.path.join(folder, "last-year.xlsx"))
            environment = dict(os.environ, PATH=os.path.dirname(BINARY) + ":" + os.environ["PATH"], HOME=folder)
            answer = subprocess.run(["bash", "-euo", "pipefail", "-c", "\n".join(blocks)], cwd=folder, env=environment,
                                    capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=120)
            verdict(answer.returncode == 0, f"the commands of {path} work", *(answer.stdout + answer.stderr).splitlines()[-15:])


def check_settings():
    """docs/operate/settings lists exactly the settings of the program."""
    source = os.path.join(TREE, "src", "platform", "config", "config.cpp")
    if not os.path.exists(source):
        verdict(False, "the settings of the program are found", source)
        return
    with open(source, encoding="utf-8") as file:
        table = re.search(r"all_settings = \{\{(.*?)\n\}\};", file.read(), flags=re.DOTALL)
    names = sorted(set(re.findall(r'\{\s*"([a-z_]+)",', table[1]))) if table else []
    verdict(len(names) >= 5, "the settings of the program are found", str(names))
    for name in ("settings.md", "settings.ja.md"):
        with open(os.path.join(TREE, "docs", "operate", name), encoding="utf-8") as file:
            written = sorted(set(re.findall(r"^\| `([a-z_]+)`", file.read(), flags=re.MULTILINE)))
        verdict(written == names, f"docs/operate/{name} lists every setting",
                f"missing {sorted(set(names) - set(written))}, unknown {sorted(set(written) - set(names))}")


def main():
    texts = list(documents())
    check_links(texts)
    check_languages(texts)
    if os.access(BINARY, os.X_OK):
        check_commands(texts)
        check_runs(texts)
    else:
        verdict(False, f"there is {BINARY}")
    check_settings()
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
