#!/usr/bin/env python3
"""make_workbooks.py FOLDER: the workbooks that tests/workbook reads and fills, and what each must give.

Writes FOLDER/good/*.xlsx with FOLDER/good/expected.json, and FOLDER/bad/* with FOLDER/bad/expected.json (the message key
that each must be refused with). The same files on every run; nothing is downloaded."""

import json
import os
import re
import sys

import raw_workbook as raw
from sheet_text import items

NOTE = "▽プルダウンで評価ください"


def worksheet(rows, *, prefix="", main=raw.MAIN, before="", behind=""):
    text = (f'<worksheet xmlns="{main}" xmlns:r="{raw.REL}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>')
    if prefix:
        text = re.sub(r"<(/?)([a-zA-Z0-9]+)(?=[\s/>])", rf"<\1{prefix}:\2", text).replace("xmlns=", f"xmlns:{prefix}=")
    return text


def rows_of(lines, strings, start=1, hidden=(), styles=None):
    """lines: lists of values; None leaves a cell without value."""
    out = ""
    for number, line in enumerate(lines, start):
        attributes = ' hidden="1"' if number in hidden else ""
        cells = "".join(raw.cell(f"{raw.column(at)}{number}", value, strings, (styles or {}).get(at, 0))
                        for at, value in enumerate(line, 1) if value is not None)
        out += f'<row r="{number}" spans="1:{max(len(line), 1)}"{attributes}>{cells}</row>'
    return out


def merges_of(values, column, first_row):
    """Merged ranges for runs of equal values; and the values with all but the first of a run left out."""
    ranges, shown, start = [], [], 0
    for at in range(1, len(values) + 1):
        if at == len(values) or values[at] != values[start]:
            if at - start > 1:
                ranges.append(f"{column}{first_row + start}:{column}{first_row + at - 1}")
            shown += [values[start]] + [""] * (at - start - 1)
            start = at
    return ranges, shown


def expect(sheet, header_row, first_row, columns, rows, level=True):
    return {"sheet": sheet, "header_row": header_row, "first_row": first_row, "last_row": first_row + len(rows) - 1,
            "columns": columns, "items": [dict(item, row=first_row + at, level=item["level"] if level else None,
                                               score_cell=f"{columns['score']}{first_row + at}",
                                               basis_cell=f"{columns['basis']}{first_row + at}")
                                          for at, item in enumerate(rows)]}


def as_excel(path, *, strict=False, prefix="", macros=False):
    """Like the official form: merged labels, furigana, pulldown, totals, rules, extension list, comment, unknown part."""
    rows, strings = items(), raw.Strings()
    ranges, labels = merges_of([row["label"] for row in rows], "A", 6)
    lines = [["自己評価チェックシート（見本） 第2.1版"], [], [NOTE], [],
             ["ラベル", "No.", "レベル", "達成条件", "達成基準", "評価", "評価の根拠\n（記入欄）", "担当領域\n(参考)"]]
    lines += [[label, row["no"], f"Lv{row['level']}", row["condition"], row["criteria"],
               int(row["score"]) if row["score"].isdigit() else row["score"], row["basis"], row["area"]]
              for label, row in zip(labels, rows)]
    main = raw.STRICT if strict else raw.MAIN
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in ranges)
    behind = (f'<mergeCells count="{len(ranges)}">{merges}</mergeCells><conditionalFormatting sqref="F6:F17"><cfRule '
              'type="cellIs" dxfId="0" priority="1" operator="equal"><formula>0</formula></cfRule></conditionalFormatting>'
              '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="F6:F17"><formula1>'
              '"2,1,0,該当なし"</formula1></dataValidation></dataValidations><pageMargins left="0.7" right="0.7" '
              'top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/>'
              '<extLst><ext uri="{11111111-2222-3333-4444-555555555555}"><k:keep xmlns:k="urn:keep" v="1"/></ext></extLst>')
    answers = worksheet(rows_of(lines, strings, styles={6: 1, 7: 1}), prefix=prefix, main=main,
                        before='<dimension ref="A1:H17"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>', behind=behind)
    totals = worksheet('<row r="1"><c r="A1"><f>SUM(評価範囲)</f><v>9</v></c><c r="B1" t="str"><f>IF(A1&gt;20,"よい","まだ")</f>'
                       '<v>まだ</v></c><c r="C1"><f>LEN("固定")</f><v>2</v></c></row>', main=main)
    company = worksheet(rows_of([[], [None, "会社名", ""]], strings), main=main)
    names = "<definedNames><definedName name=\"評価範囲\">チェックシート!$F$6:$F$17</definedName></definedNames>"
    raw.write_zip(path, raw.package([("会社情報", "", company, None), ("チェックシート", "", answers, None),
                                     ("集計", "", totals, None)], strings, strict=strict, macros=macros, names=names,
                                    extra_parts=[("customXml/item1.xml", "<keep/>")]))
    columns = dict(zip(("label", "no", "level", "condition", "criteria", "score", "basis", "area"), "ABCDEFGH"))
    return expect("チェックシート", 5, 6, columns, rows)


def two_lines(path):
    """Headings in two lines, last year's scores beside this year's, hidden rows, protection, full-width digits, a list
    on another sheet, text scores."""
    rows, strings = items(), raw.Strings()
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    lines = [["見本"], ["Ｎｏ．", "レ ベ ル", "分類", "達成\n条件", "達成基準", "前回", "", "今回", "", "備考"],
             ["", "", "", "", "", "評価", "根拠", "評価", "根拠", ""]]
    spelled = {"2": "2点", "1": "1点", "0": "0点", "該当なし": "Ｎ／Ａ", "": ""}
    lines += [[f"Ｎｏ．{row['no']}".translate(wide), f"Ｌｖ{row['level']}".translate(wide), row["label"], row["condition"],
               row["criteria"], "0点", "前の根拠", spelled[row["score"]], row["basis"], ""] for row in rows]
    behind = ('<sheetProtection sheet="1" objects="1" scenarios="1"/><mergeCells count="8">' + "".join(
        f'<mergeCell ref="{area}"/>' for area in ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:G2", "H2:I2", "J2:J3")) +
        '</mergeCells><extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">'
        "<x14:formula1><xm:f>'選択 肢'!$A$1:$A$4</xm:f></x14:formula1><xm:sqref>H4:H15</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst>")
    answers = worksheet(rows_of(lines, strings, hidden=(5, 6)), behind=behind)
    choices = worksheet(rows_of([["2点"], ["1点"], ["0点"], ["Ｎ／Ａ"]], strings))
    raw.write_zip(path, raw.package([("選択 肢", "hidden", choices, None), ("回答", "", answers, None)], strings))
    columns = dict(zip(("no", "level", "label", "condition", "criteria", "prev", "score", "basis", "remark"), "ABCDEFHIJ"))
    return expect("回答", 2, 4, columns, [dict(row, area="") for row in rows])


def english(path):
    """English headings, inline strings, cells and rows without names, 1904 epoch."""
    rows = items()
    lines = [["Self-assessment sheet"], ["Category", "Item No.", "Level", "Achievement condition", "Achievement criteria",
                                         "Responsible area", "Evaluation", "Evidence / rationale", "Due date"]]
    lines += [[row["label"], row["no"], row["level"], row["condition"], row["criteria"], row["area"],
               {"該当なし": "N/A"}.get(row["score"], row["score"]), row["basis"], 44468 if row["score"] == "1" else ""]
              for row in rows]
    text = ""
    for line in lines:
        text += "<row>"
        for at, value in enumerate(line, 1):
            style = ' s="3"' if at == 9 else ""
            if isinstance(value, int):
                text += f"<c{style}><v>{value}</v></c>"
            else:
                text += f'<c{style} t="inlineStr"><is><t>{raw.escape(value)}</t></is></c>'
        text += "</row>"
    raw.write_zip(path, raw.package([("Answers", "", worksheet(text), None)], epoch_1904=True))
    columns = dict(zip(("label", "no", "level", "condition", "criteria", "area", "score", "basis", "due"), "ABCDEFGHI"))
    return expect("Answers", 2, 3, columns, rows)


def by_openpyxl(path):
    """Written by openpyxl: numbers as numbers, list rule, colours, widths."""
    import openpyxl
    from openpyxl.worksheet.datavalidation import DataValidation
    rows = items()
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = __import__("datetime").datetime(2026, 4, 1)
    book.active.title = "表紙"
    book.active["A1"] = "記入の手引き"
    sheet = book.create_sheet("自己評価")
    sheet.append(["項番", "レベル", "カテゴリ", "達成条件", "達成基準", "自己評価", "根拠・エビデンス", "担当部署"])
    for row in rows:
        sheet.append([row["no"], row["level"], row["label"], row["condition"], row["criteria"],
                      {"2": "○", "1": "△", "0": "×", "該当なし": "－"}.get(row["score"]), row["basis"] or None, row["area"]])
    rule = DataValidation(type="list", formula1='"○,△,×,－"')
    rule.add("F2:F13")
    sheet.add_data_validation(rule)
    book.save(path)
    columns = dict(zip(("no", "level", "label", "condition", "criteria", "score", "basis", "area"), "ABCDEFGH"))
    return expect("自己評価", 1, 2, columns, rows)


def good(folder):
    os.makedirs(folder, exist_ok=True)
    makers = {"excel.xlsx": as_excel, "strict.xlsx": lambda path: as_excel(path, strict=True),
              "prefixed.xlsx": lambda path: as_excel(path, prefix="x"),
              "macros.xlsm": lambda path: as_excel(path, macros=True), "two_lines.xlsx": two_lines,
              "english_1904.xlsx": english, "openpyxl.xlsx": by_openpyxl}
    expected = {name: maker(os.path.join(folder, name)) for name, maker in makers.items()}
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as file:
        json.dump(expected, file, ensure_ascii=False, indent=1)


def broken_sheet(path, text):
    raw.write_zip(path, raw.package([("S", "", text, None)]))


def bad(folder):
    os.makedirs(folder, exist_ok=True)
    wide = lambda name: name.encode("utf-16-le")  # noqa: E731
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    plain = {
        "empty.xlsx": (b"", "workbook.file.empty"),
        "password.xlsx": (compound + wide("EncryptionInfo") + wide("EncryptedPackage"), "workbook.file.encrypted"),
        "old.xls": (compound + wide("Workbook"), "workbook.file.xls"),
        "table.csv": ("番号,評価\n1,2\n".encode("cp932"), "workbook.file.csv"),
        "page.xls": (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "workbook.file.disguised"),
        "paper.xlsx": (b"%PDF-1.7\n", "workbook.file.pdf"),
        "noise.xlsx": (bytes((at * 7919 + 13) % 256 for at in range(4000)), "workbook.file.not_zip"),
        "bomb.xlsx": (raw.raw_zip([{"name": "xl/workbook.xml", "data": b" " * 50_000_000}]), "workbook.zip.bomb"),
        "claims_little.xlsx": (raw.raw_zip([{"name": "_rels/.rels", "data": b"<a/>" * 1000, "size": 10}]), "workbook.zip.broken"),
        "wrong_crc.xlsx": (raw.raw_zip([{"name": "_rels/.rels", "data": b"<a/>", "crc": 7}]), "workbook.zip.broken"),
        "twice.xlsx": (raw.raw_zip([{"name": "a.xml", "data": b"1"}, {"name": "A.xml", "data": b"2"}]), "workbook.zip.duplicate"),
        "two_names.xlsx": (raw.raw_zip([{"name": "a.xml", "data": b"1", "local_name": "b.xml"}]), "workbook.zip.broken"),
        "zip_password.xlsx": (raw.raw_zip([{"name": "a.xml", "data": b"1", "flags": 1}]), "workbook.zip.encrypted"),
        "many.xlsx": (raw.raw_zip([{"name": f"p{at}.xml", "data": b"", "method": 0} for at in range(2001)]), "workbook.zip.too_many"),
        "letter.xlsx": (raw.raw_zip([{"name": "word/document.xml", "data": b"<a/>"}]), "workbook.file.docx"),
        "holiday.xlsx": (raw.raw_zip([{"name": "photo.txt", "data": b"hello"}]), "workbook.file.no_workbook"),
        "sheet.ods": (raw.raw_zip([{"name": "content.xml", "data": b"<a/>"}, {"name": "META-INF/manifest.xml", "data": b"<a/>"}]),
                      "workbook.file.ods"),
        "sheet.xlsb": (raw.raw_zip([{"name": "xl/workbook.bin", "data": b"\0"}]), "workbook.file.xlsb"),
    }
    expected = {}
    for name, (content, key) in plain.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
        expected[name] = key
    with open(os.path.join(folder, "huge.xlsx"), "wb") as file:
        file.truncate(200 * 1024 * 1024)
    expected["huge.xlsx"] = "workbook.file.too_big"
    head = f'<worksheet xmlns="{raw.MAIN}"><sheetData>'
    tail = "</sheetData></worksheet>"
    xxe = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    lol = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    sheets = {
        "xxe.xlsx": (xxe + head + '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>' + tail, "workbook.xml.doctype"),
        "laughs.xlsx": (lol + head + tail, "workbook.xml.doctype"),
        "deep.xlsx": (head + "<row>" + "<x>" * 200 + "</x>" * 200 + "</row>" + tail, "workbook.xml.deep"),
        "attributes.xlsx": (head + "<row " + " ".join(f'a{at}="1"' for at in range(300)) + "/>" + tail, "workbook.xml.attributes"),
        "long_text.xlsx": (head + '<row r="1"><c t="inlineStr"><is><t>' + "".join(str(at) for at in range(200_000)) + "</t></is></c></row>" + tail,
                           "workbook.xml.long_text"),
        "torn.xlsx": (head + "<row>", "workbook.xml.malformed"),
        "shift_jis.xlsx": ('<?xml version="1.0" encoding="Shift_JIS"?>' + head + tail, "workbook.xml.encoding"),
        "row_out.xlsx": (head + '<row r="1048577"/>' + tail, "workbook.xlsx.broken"),
        "column_out.xlsx": (head + '<row r="1"><c r="ZZZ1"/></row>' + tail, "workbook.xlsx.broken"),
        "no_string.xlsx": (head + '<row r="1"><c r="A1" t="s"><v>1</v></c></row>' + tail, "workbook.xlsx.broken"),
        "other_sheet.xlsx": (head + '<row r="1"><c r="A1" t="inlineStr"><is><t>売上</t></is></c></row>' + tail,
                             "workbook.recognise.not_found"),
    }
    for name, (text, key) in sheets.items():
        broken_sheet(os.path.join(folder, name), text)
        expected[name] = key
    as_excel(os.path.join(folder, "cut.xlsx"))
    with open(os.path.join(folder, "cut.xlsx"), "rb+") as file:
        file.truncate(3000)
    expected["cut.xlsx"] = "workbook.file.cut_off"
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as file:
        json.dump(expected, file, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    good(os.path.join(sys.argv[1], "good"))
    bad(os.path.join(sys.argv[1], "bad"))
