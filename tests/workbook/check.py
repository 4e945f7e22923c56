#!/usr/bin/env python3
"""check.py SONAE FOLDER: inspect, fill, diff and check as a person at the terminal does, on the generated workbooks.

Prints `ok NAME` or `FAIL NAME` for each case. Fixtures are written into FOLDER; where ../shared/samples/checksheet lies beside
the tree its workbooks take part too."""

import json
import os
import shutil
import subprocess
import sys
import warnings
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
GENERATORS = os.path.join(HERE, "..", "generators")
sys.path.insert(0, GENERATORS)
import make_workbooks  # noqa: E402

warnings.simplefilter("ignore")
SONAE, FOLDER = sys.argv[1], sys.argv[2]
FAILED = []


def case(name, problem):
    print(f"FAIL {name}: {problem}" if problem else f"ok {name}", flush=True)
    if problem:
        FAILED.append(name)


def sonae(*arguments, language="ja"):
    return subprocess.run([SONAE, "sheet", *arguments, "--lang", language], capture_output=True, text=True, timeout=60)


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def compressed(path):
    """The compressed bytes of each part as they lie in the file."""
    out = {}
    with open(path, "rb") as file, zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            file.seek(info.header_offset + 26)
            name, extra = (int.from_bytes(file.read(2), "little") for _ in range(2))
            file.seek(info.header_offset + 30 + name + extra)
            out[info.filename] = file.read(info.compress_size)
    return out


def inspected(path, expected):
    run = sonae("inspect", path)
    if run.returncode != 0:
        return f"exit {run.returncode}: {run.stderr.strip()}"
    got = json.loads(run.stdout)
    for key in ("sheet", "header_row", "first_row", "last_row"):
        if key in expected and got[key] != expected[key]:
            return f"{key} is {got[key]!r}, not {expected[key]!r}"
    columns = {key: value for key, value in got["columns"].items() if value}
    if columns != expected["columns"]:
        return f"columns {columns}"
    for ours, theirs in zip(got["items"], expected["items"]):
        for key, value in theirs.items():
            if ours[key] != value:
                return f"row {theirs['row']} {key} is {ours[key]!r}, not {value!r}"
    if len(got["items"]) != len(expected["items"]):
        return f"{len(got['items'])} items"
    return "" if not got["warnings"] else f"warnings {got['warnings'][:2]}"


def new_answers(expected):
    """Every answer changed: each score goes one round further, and texts that programs trip over."""
    order = ["2", "1", "0", "該当なし", "2"]
    texts = ["=HYPERLINK(\"x\")", "二行に\nわたる <根拠> & \"引用\"", " 前後に空白 ", "+81-3", "＠全角と𠮷野家🏢"]
    return [{"no": item["no"], "score": order[(order.index(item["score"]) + 1) if item["score"] in order else 0],
             "basis": texts[item["no"] % 5] + str(item["no"])} for item in expected["items"]]


def filled(path, expected, name):
    """Fills, and gives the path of the result; a case each for what must hold."""
    answers = os.path.join(FOLDER, "answers.json")
    out = os.path.join(FOLDER, "filled_" + os.path.basename(path))
    wanted = new_answers(expected)
    with open(answers, "w", encoding="utf-8") as file:
        json.dump({"items": wanted}, file, ensure_ascii=False)
    run = sonae("fill", path, "--answers", answers, "--out", out)
    case(f"{name}: fill ends well", "" if run.returncode == 0 else f"exit {run.returncode}: {run.stderr}")
    if run.returncode != 0:
        return
    after = dict(expected, items=[dict(item, score=new["score"], basis=new["basis"].strip()) for item, new
                                  in zip(expected["items"], wanted)])
    case(f"{name}: the filled workbook says what was answered", inspected(out, after))
    with open(out, "rb") as file:
        first = file.read()
    sonae("fill", path, "--answers", answers, "--out", out)
    with open(out, "rb") as file:
        case(f"{name}: the same answers give the same bytes", "" if file.read() == first else "bytes differ")
    before, now = compressed(path), compressed(out)
    changed = sorted(part for part in before if before[part] != now.get(part))
    free = {"xl/workbook.xml"}
    case(f"{name}: only sheet parts and the calculation mark change",
         "" if list(before) == list(now) and all(part in free or "/worksheets/" in part for part in changed) else f"{changed}")
    empty = os.path.join(FOLDER, "nothing.json")
    with open(empty, "w", encoding="utf-8") as file:
        json.dump({"items": [{"no": item["no"], "score": item["score"], "basis": item["basis"]}
                             for item in expected["items"]]}, file)
    same = os.path.join(FOLDER, "same_" + os.path.basename(path))
    sonae("fill", path, "--answers", empty, "--out", same)
    with open(path, "rb") as a, open(same, "rb") as b:
        case(f"{name}: answers that stand there already change nothing", "" if a.read() == b.read() else "bytes differ")
    return out


def compare_by_openpyxl(path, out, expected, name):
    import openpyxl
    try:
        old, new = openpyxl.load_workbook(path), openpyxl.load_workbook(out)
    except Exception as error:  # noqa: BLE001: whatever it stumbles over is the finding
        case(f"{name}: openpyxl opens it", repr(error))
        return
    own = {item[key] for item in expected["items"] for key in ("score_cell", "basis_cell")}
    problem = ""
    for sheet in old:
        for row in sheet.iter_rows():
            for cell in row:
                other = new[sheet.title][cell.coordinate]
                if cell.has_style and cell._style != other._style:
                    problem = problem or f"style of {cell.coordinate}"
                if sheet.title == expected["sheet"] and cell.coordinate in own:
                    if other.data_type == "f":
                        problem = problem or f"{cell.coordinate} became a formula"
                elif cell.value != other.value:
                    problem = problem or f"{sheet.title}!{cell.coordinate}: {cell.value!r} became {other.value!r}"
        for what in ("merged_cells", "data_validations", "conditional_formatting", "freeze_panes", "print_options"):
            if str(getattr(sheet, what)) != str(getattr(new[sheet.title], what)) and "object at" not in str(getattr(sheet, what)):
                problem = problem or f"{what} of {sheet.title}"
    case(f"{name}: openpyxl finds every other cell, style, merge and rule as before", problem)
    problem = ""
    for item, wanted in zip(expected["items"], new_answers(expected)):
        value = new[expected["sheet"]][item["basis_cell"]].value
        if value != wanted["basis"]:
            problem = problem or f"{item['basis_cell']} is {value!r}"
    case(f"{name}: openpyxl reads each basis as it was written", problem)


def office(paths):
    """LibreOffice opens each result, calculates and writes it anew; what it wrote is read back."""
    program = shutil.which("soffice")
    if program is None:
        case("LibreOffice is there", "soffice is not installed")
        return
    folder = os.path.join(FOLDER, "office")
    run = subprocess.run([program, f"-env:UserInstallation=file://{os.path.abspath(FOLDER)}/profile", "--headless",
                          "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, *[out for out, _, _ in paths]],
                         capture_output=True, text=True, timeout=300)
    for out, expected, name in paths:
        saved = os.path.join(folder, os.path.splitext(os.path.basename(out))[0] + ".xlsx")
        if not os.path.exists(saved):
            case(f"{name}: LibreOffice opens and saves it", run.stderr[-300:])
            continue
        wanted = [dict(item, score=new["score"], basis=new["basis"].strip()) for item, new
                  in zip(expected["items"], new_answers(expected))]
        case(f"{name}: what LibreOffice saves reads the same", inspected(saved, dict(expected, items=wanted)))


def stale(folder):
    """The totals of the fixture as LibreOffice calculates them after the fill, and the caches that must be gone."""
    sheet = parts(os.path.join(folder, "filled_excel.xlsx"))["xl/worksheets/sheet3.xml"].decode()
    case("stored results that depend on the answers are gone",
         "" if "<v>9</v>" not in sheet and "まだ</v>" not in sheet else sheet)
    case("stored results that depend on nothing stay", "" if "<f>LEN(\"固定\")</f><v>2</v>" in sheet else sheet)
    book = parts(os.path.join(folder, "filled_excel.xlsx"))["xl/workbook.xml"].decode()
    case("the workbook is marked to be calculated", "" if 'calcId="191029" fullCalcOnLoad="1"' in book else book)


def any_cells():
    path, out = os.path.join(FOLDER, "good", "excel.xlsx"), os.path.join(FOLDER, "cells.xlsx")
    cells = os.path.join(FOLDER, "cells.json")

    def fill(content):
        with open(cells, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
        return sonae("fill", path, "--cells", cells, "--out", out)
    run = fill({"会社情報!C2": "備えの会社", "チェックシート!F6": "2", "'会社情報'!D9": 3.5})
    import openpyxl
    book = openpyxl.load_workbook(out)
    got = [book["会社情報"]["C2"].value, book["チェックシート"]["F6"].value, book["会社情報"]["D9"].value]
    case("any cells of any sheet are filled, numbers where the pulldown enters numbers",
         "" if run.returncode == 0 and got == ["備えの会社", 2, 3.5] else f"{run.returncode} {got} {run.stderr}")
    for content, place in (({"集計!A1": "1"}, "集計!A1"), ({"無い!A1": "1"}, "無い"), ({"会社情報!C2": "あ" * 32768}, "会社情報!C2")):
        os.remove(out) if os.path.exists(out) else None
        run = fill(content)
        case(f"a cell that cannot be written is named: {place}",
             "" if run.returncode == 3 and place in run.stderr and not run.stdout and not os.path.exists(out)
             else f"{run.returncode} {run.stderr}")


def usage():
    good = os.path.join(FOLDER, "good", "excel.xlsx")
    answers = os.path.join(FOLDER, "answers.json")
    for name, arguments in {"no file": ["inspect"], "unknown option": ["inspect", good, "--nonsense"],
                            "fill without anything to fill": ["fill", good, "--out", "x"],
                            "out over the input": ["fill", good, "--answers", answers, "--out", good]}.items():
        run = sonae(*arguments)
        case(f"usage: {name} gives 2", "" if run.returncode == 2 and not run.stdout else f"{run.returncode} {run.stdout}")
    wrong = os.path.join(FOLDER, "wrong.json")
    out = os.path.join(FOLDER, "never.xlsx")
    for text, place in (("{", "JSON"), ('{"items":[{"no":1,"score":"3"}]}', "/items/0/score"),
                        ('{"items":[{"no":"1"}]}', "/items/0/no"), ('{"items":[{"no":999,"score":"2"}]}', "999")):
        with open(wrong, "w", encoding="utf-8") as file:
            file.write(text)
        run = sonae("fill", good, "--answers", wrong, "--out", out)
        case(f"wrong answers are refused with the place {place}",
             "" if run.returncode == 3 and place in run.stderr and not os.path.exists(out) else f"{run.returncode} {run.stderr}")
    run = sonae("check", good)
    found = json.loads(run.stdout)
    case("check gives findings with no, cell, code and message, and exit 1",
         "" if run.returncode == 1 and found and set(found[0]) == {"no", "cell", "code", "message"} else f"{run.returncode} {found[:1]}")
    run = sonae("diff", good, good)
    same = json.loads(run.stdout)
    case("diff of a workbook with itself finds nothing",
         "" if same == {"added": [], "removed": [], "moved": [], "reworded": [], "unchanged": 12} else run.stdout)


def refusals():
    folder = os.path.join(FOLDER, "bad")
    with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
        expected = json.load(file)
    sentences = {}
    for language in ("ja", "en"):
        with open(os.path.join(HERE, "..", "..", "i18n", language, "workbook.json"), encoding="utf-8") as file:
            sentences[language] = json.load(file)
    for name, key in expected.items():
        problem = ""
        for language in ("ja", "en"):
            run = sonae("inspect", os.path.join(folder, name), language=language)
            pieces = [piece for piece in __import__("re").split(r"\{\w+\}", sentences[language][key]) if piece.strip()]
            if run.returncode != 3 or run.stdout or any(piece not in run.stderr for piece in pieces) or name not in run.stderr:
                problem = problem or f"{language}: {run.returncode} {run.stdout[:80]} {run.stderr.strip()}"
        case(f"{name} is refused ({key})", problem)


def main():
    make_workbooks.good(os.path.join(FOLDER, "good"))
    make_workbooks.bad(os.path.join(FOLDER, "bad"))
    with open(os.path.join(FOLDER, "good", "expected.json"), encoding="utf-8") as file:
        books = [(os.path.join(FOLDER, "good", name), expected) for name, expected in json.load(file).items()]
    exceljs = os.path.join(FOLDER, "good", "exceljs.xlsx")
    run = subprocess.run(["node", os.path.join(GENERATORS, "exceljs_workbook.mjs"), exceljs], capture_output=True, text=True)
    if run.returncode == 0:
        books.append((exceljs, json.loads(run.stdout)))
    else:
        case("exceljs writes its workbook", run.stderr[-300:])
    samples = os.path.join(HERE, "..", "..", "..", "shared", "samples", "checksheet")
    if os.path.exists(os.path.join(samples, "EXPECTED.json")):
        with open(os.path.join(samples, "EXPECTED.json"), encoding="utf-8") as file:
            books += [(os.path.join(samples, name), expected) for name, expected in json.load(file).items()]
    results = []
    for path, expected in books:
        name = os.path.basename(path)
        case(f"{name}: every item, level, score and cell is recognised", inspected(path, expected))
        out = filled(path, expected, name)
        if out is None:
            continue
        # openpyxl does not know prefixes and strict namespaces.
        if name not in ("prefixed.xlsx", "strict.xlsx"):
            compare_by_openpyxl(path, out, expected, name)
        results.append((out, expected, name))
    office(results)
    stale(FOLDER)
    any_cells()
    usage()
    refusals()
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
