#!/usr/bin/env python3
"""check.py: what goes out comes back. Other programs open, edit and save the files in between, as colleagues do."""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "attack"))
sys.path.insert(0, os.path.join(HERE, "..", "generators"))
import make_workbooks  # noqa: E402
import openpyxl  # noqa: E402
import server  # noqa: E402
from openpyxl.worksheet.datavalidation import DataValidation  # noqa: E402
from server import case  # noqa: E402

warnings.simplefilter("ignore")


def by_office(folder, data, name):
    """The file as LibreOffice opens and saves it; None when it cannot."""
    source, out = os.path.join(folder, name), os.path.join(folder, "office")
    with open(source, "wb") as file:
        file.write(data)
    subprocess.run([shutil.which("soffice") or "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                    "xlsx:Calc MS Excel 2007 XML", "--outdir", out, source], capture_output=True, timeout=300, check=False)
    saved = os.path.join(out, name)
    if not os.path.exists(saved):
        return None
    with open(saved, "rb") as file:
        return file.read()


def by_openpyxl(data, edit):
    """The file after `edit(book)`, saved by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells_of(data):
    """{(sheet, place): value} of every cell that has one."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}


class Sheet:
    """A sheet of the company, the newest unless said, through one person."""

    def __init__(self, person, identity=None):
        self.person = person
        self.id = identity or person.get("/api/v1/assessments").json["assessments"][0]["id"]
        self.path = f"/api/v1/assessments/{self.id}"

    def answer(self, no):
        return next(one for one in self.person.get(self.path).json["answers"] if one["no"] == no)

    def save(self, no, field, to):
        stored = self.answer(no)
        change = {"field": field, "from": stored[field], "to": to}
        body = {"key": f"exchange-{no}-{field}-{to}"[:90], "edits": [{"no": no, "version": stored["version"], "changes": [change]}]}
        return self.person.send("POST", self.path + "/edits", body).json["results"][0]["state"]

    def export(self):
        self.person.new_address()
        return self.person.get(self.path + "/workbook").body

    def put_in(self, data, name="営業部から.xlsx"):
        return self.person.upload(self.path + "/copies", data, name)

    def merge(self, seen, choices=()):
        body = {"base": seen["base"], "last_change": seen["last_change"], "items": seen["items"], "choices": list(choices)}
        return self.person.send("POST", f"{self.path}/copies/{seen['copy']['id']}/merge", body)


def row_of(data, no):
    """(sheet name, row) of an item of the demo company's check sheet, whose numbers stand in column B."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == no)


def untouched(sheet, folder):
    """Opened and saved by another program without a word changed, a file has no differences."""
    book = sheet.export()
    for program, data in (("openpyxl", by_openpyxl(book, lambda _: None)), ("LibreOffice", by_office(folder, book, "export.xlsx"))):
        seen = sheet.put_in(data).json
        found = f"{seen['cells'][:2]} {seen['unread'][:2]} {seen['others']['list'][:3]}"
        case(f"a file that {program} only saved anew has no difference",
             "" if not seen["cells"] and not seen["unread"] and seen["others"]["count"] == 0 and not seen["carrier_problems"] else found)
    seen = sheet.put_in(book).json
    case("the very file says so", "" if seen["known"] and seen["known"][0]["kind"] == "export" and seen["bases"][0]["same_file"] else f"{seen['known']}")


def edited(sheet, folder):
    """A colleague edits the export in another program while the sheet goes on."""
    book = sheet.export()
    rows = {no: row_of(book, no) for no in (3, 5, 8)}

    def edit(opened):
        page = opened.worksheets[0]
        page.cell(rows[3], 7).value = "基本方針 第2条（2026年4月改定）\n全員に説明済み"
        page.cell(rows[5], 7).value = "+81-3 の番号も文です"
        page.cell(rows[8], 6).value = 1
        page["A1"] = "営業部で確認済み"
    copy = by_office(folder, by_openpyxl(book, edit), "copy.xlsx")
    sheet.save(5, "basis", "会議で見直した（2026年11月）")
    seen = sheet.put_in(copy).json
    states = {(cell["no"], cell["field"]): cell["state"] for cell in seen["cells"]}
    wanted = {(3, "basis"): "theirs", (5, "basis"): "conflict", (8, "score"): "theirs"}
    if sheet.answer(8)["score"] == "1":
        del wanted[(8, "score")]
    case("each cell is on the side that changed it, after openpyxl and LibreOffice saved it", "" if states == wanted else f"{states}")
    case("another cell that was changed is shown", "" if [one["cell"] for one in seen["others"]["list"]] == ["A1"] else f"{seen['others']}")
    refused = sheet.merge(seen)
    case("a conflict without a choice is refused with its place",
         "" if refused.status == 422 and refused.places == ["/items/5/basis"] else f"{refused.status} {refused.body[:200]!r}")
    merged = sheet.merge(seen, [{"no": 5, "field": "basis", "take": "both"}])
    case("the copy is taken in", "" if merged.status == 200 else f"{merged.status} {merged.body[:300]!r}")
    after = {place: value for (_, place), value in cells_of(sheet.export()).items()}
    case("openpyxl reads in the next export what was taken in",
         "" if after[f"G{rows[3]}"] == "基本方針 第2条（2026年4月改定）\n全員に説明済み"
         and after[f"G{rows[5]}"] == "会議で見直した（2026年11月）\n+81-3 の番号も文です" else f"{after[f'G{rows[3]}']!r} {after[f'G{rows[5]}']!r}")
    history = sheet.person.get(f"{sheet.path}/items/3/history").json["changes"][0]
    case("the history names the file", "" if history["after"].get("from_file") == "営業部から.xlsx" else f"{history}")
    return seen, copy


def carried(sheet, seen, copy):
    """The edited file becomes the one that travels: its own cells stay, the answers go in."""
    body = {"copy": seen["copy"]["id"], "version": sheet.person.get(sheet.path).json["version"]}
    answer = sheet.person.send("PUT", sheet.path + "/workbook", body)
    case("an edited file may carry the next export", "" if answer.status == 200 else f"{answer.status} {answer.body[:300]!r}")
    before, after = cells_of(copy), cells_of(sheet.export())
    changed = sorted(place for place in set(before) | set(after) if before.get(place) != after.get(place))
    case("its own cells travel on, and only answers differ",
         "" if after[changed[0][0], "A1"] == "営業部で確認済み" and all(place[0] in "FG" for _, place in changed) else f"{changed[:5]}")
    again = sheet.person.send("PUT", sheet.path + "/workbook", body)
    case("an old version is refused", "" if again.code == "assessment.version" else again.code)


QUESTIONS = ["自社のセキュリティ方針を定めていますか", "方針の中身を年1回以上見直していますか", "工場の騒音測定を行っていますか", "事故時の体制を年1回以上点検していますか"]


def questionnaire_file():
    book = openpyxl.Workbook()
    book.active.title = "表紙"
    book.active["A1"] = "調査のお願い"
    sheet = book.create_sheet("調査票")
    for place, text in {"A1": "情報セキュリティ調査票", "A4": "番号", "B4": "質問", "C4": "ご回答", "D4": "補足説明", "C12": "=COUNTA(C5:C8)"}.items():
        sheet[place] = text
    for at, question in enumerate(QUESTIONS):
        sheet[f"A{5 + at}"], sheet[f"B{5 + at}"] = f"Q{at + 1}", question
    rule = DataValidation(type="list", formula1='"はい,一部,いいえ,対象外"')
    sheet.add_data_validation(rule)
    rule.add("C5:C8")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def questionnaire(person, sheet, folder):
    sheet.save(1, "score", "2")
    sheet.save(1, "basis", "基本方針 2026年改定")
    # The demo company's own answers differ each time it is made.
    sheet.save(2, "score", "2")
    sheet.save(2, "basis", "基本方針 第9条 2026年改定")
    source = questionnaire_file()
    view = person.upload("/api/v1/questionnaires", source, "調査票.xlsx").json
    path = f"/api/v1/questionnaires/{view['questionnaire']['id']}"
    states = [row["state"] for row in view["rows"]]
    case("questions are matched by their text, and what nothing speaks of stays open",
         "" if states == ["proposed", "proposed", "open", "proposed"] else f"{[(row['item'], row['confidence']) for row in view['rows']]}")
    person.new_address()
    case("without a confirmation the file is as it came", "" if cells_of(person.get(path + "/workbook").body) == cells_of(source) else "cells differ")
    seen = [{"row": row["row"], "version": row["version"]} for row in view["rows"][:2]]
    confirmed = person.send("POST", path + "/confirmations", {"rows": seen}).json
    person.new_address()
    filled = person.get(path + "/workbook").body
    before, after = cells_of(source), cells_of(filled)
    changed = {place: value for (_, place), value in after.items() if before.get(("調査票", place)) != value and ("表紙", place) not in after}
    wanted = {f"{column}{row['row']}": row[what] for row in confirmed["rows"][:2] for column, what in (("C", "answer"), ("D", "evidence")) if row[what]}
    case("openpyxl finds the confirmed answers and nothing else changed", "" if changed == wanted and len(wanted) >= 3 else f"{changed} {wanted}")
    office = by_office(folder, filled, "answers.xlsx")
    values = openpyxl.load_workbook(io.BytesIO(office), data_only=True)["調査票"] if office else None
    case("LibreOffice opens it and counts the answers",
         "" if values is not None and values["C12"].value == 2 and values["C5"].value == wanted["C5"] else f"{values and values['C12'].value}")


def hostile(person, sheet, folder):
    bad = os.path.join(folder, "bad")
    make_workbooks.bad(bad)
    with open(os.path.join(bad, "expected.json"), encoding="utf-8") as file:
        expected = json.load(file)
    copies = len(person.get(sheet.path + "/exports").json["copies"])
    problems = []
    for name, key in sorted(expected.items()):
        with open(os.path.join(bad, name), "rb") as file:
            data = file.read()
        answer = sheet.put_in(data, name)
        other = person.upload("/api/v1/questionnaires", data, name)
        if (answer.status, answer.code) not in ((422, key), (413, "error.too_large")):
            problems.append(f"copy {name}: {answer.status} {answer.code}, not {key}")
        # Readable workbooks without a check sheet may still be questionnaires; no other file may.
        if not (other.status in (413, 422) or (other.status == 201 and key.startswith("workbook.recognise."))):
            problems.append(f"questionnaire {name}: {other.status} {other.code}")
    case(f"{len(expected)} hostile files are refused with their own reason", "; ".join(problems[:4]))
    case("nothing of them is kept", "" if len(person.get(sheet.path + "/exports").json["copies"]) == copies else "copies were stored")
    big = sheet.put_in(b"PK\x03\x04" + b"\0" * (30 * 1024 * 1024 + 1))
    case("a file above 30 MB is refused", "" if big.status in (413, 422) and big.code in ("workbook.file.too_big", "error.too_large", "http.too_large") else f"{big.status} {big.code}")


def small_sheet(person):
    """A sheet of its own that the consistency check has nothing against."""
    book = openpyxl.Workbook()
    for line in (["No.", "達成条件", "評価", "評価の根拠"], [1, "方針を定めている", 2, "情報セキュリティ基本方針 第1条（2025年4月改定）"],
                 [2, "方針を見直している", 2, "情報セキュリティ委員会規程 第3条（2024年10月制定）"]):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    workbook = person.upload("/api/v1/workbooks", out.getvalue(), "小さな表.xlsx").json["workbook"]
    started = person.send("POST", "/api/v1/assessments", {"workbook": workbook, "fiscal_year": 2032, "title": "提出の試し"})
    return Sheet(person, started.json["assessment"])


def handed_in(company, person):
    """A handed-in workbook is an export like any other: what comes back is compared with it, and taken in only when the sheet is open."""
    sheet = small_sheet(person)

    def step(who, path):
        body = {"version": who.get(sheet.path).json["version"]}
        return who.send("POST", sheet.path + path, body if path == "/hand-in" else {**body, "reason": "直しが届いた"})
    ciso = company.enter("ciso")
    sheet.save(1, "basis", "情報セキュリティ基本方針 第1条（2026年4月改定）")
    answers = [step(person, "/approval/request"), step(ciso, "/approval/approve"), step(person, "/hand-in")]
    case("the sheet is approved and handed in", "" if answers[-1].status == 201 else f"{[(one.status, one.code) for one in answers]}")
    if answers[-1].status != 201:
        return
    person.new_address()
    file = person.get(f"{sheet.path}/hand-ins/{answers[-1].json['id']}/workbook").body

    def edit(opened):
        opened.worksheets[0]["D3"] = "情報セキュリティ委員会規程 第3条（2026年12月改定）"
    seen = sheet.put_in(by_openpyxl(file, edit)).json
    case("a handed-in file that comes back edited is compared with itself",
         "" if [(cell["no"], cell["state"]) for cell in seen["cells"]] == [(2, "theirs")] and seen["base"] != "original" else f"{seen['cells'][:3]} {seen['base']}")
    frozen = sheet.merge(seen)
    case("a handed-in sheet takes nothing in", "" if frozen.code == "exchange.merge.refused" else f"{frozen.status} {frozen.code}")
    opened = step(person, "/reopen")
    merged = sheet.merge(seen)
    case("an opened sheet does", "" if merged.status == 200 else f"{opened.status} {opened.code}, {merged.status} {merged.body[:300].decode()}")


def main():
    server.require_binary()
    with server.Company() as company, tempfile.TemporaryDirectory(prefix="sonae-exchange-") as folder:
        person = company.enter("secretariat")
        sheet = Sheet(person)
        untouched(sheet, folder)
        seen, copy = edited(sheet, folder)
        carried(sheet, seen, copy)
        questionnaire(person, sheet, folder)
        hostile(person, sheet, folder)
        handed_in(company, person)
        worried = [line[:200] for line in company.server.log().splitlines() if '"status":500' in line]
        case("nothing ended in an inner error", "; ".join(worried[:3]))
    server.finish()


if __name__ == "__main__":
    main()
