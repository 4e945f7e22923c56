#!/usr/bin/env python3
"""bench/load_workbooks.py FOLDER: two workbooks that are as costly to read as the limits allow.

honest.xlsx: a check sheet beside a table of 400,000 cells and pictures, 30 MiB. It is read and accepted.
hostile.xlsx: 150 MB of rows and cells, packed as tightly as the limits allow. It is read until a limit stops it."""

import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "generators"))
import make_workbooks  # noqa: E402
import raw_workbook as raw  # noqa: E402
import sheet_text  # noqa: E402

HONEST_BYTES = 30 * 1024 * 1024


def answer_sheet(strings):
    lines = [["自己評価チェックシート"], [], ["ラベル", "No.", "レベル", "達成条件", "達成基準", "評価", "評価の根拠"]]
    lines += [[row["label"], row["no"], f"Lv{row['level']}", row["condition"], row["criteria"], "", ""]
              for row in sheet_text.items(153)]
    return make_workbooks.worksheet(make_workbooks.rows_of(lines, strings))


def table(rows, columns, value):
    names = [raw.column(at) for at in range(1, columns + 1)]
    return make_workbooks.worksheet("".join(
        f'<row r="{row}">' + "".join(f'<c r="{name}{row}"><v>{value()}</v></c>' for name in names) + "</row>"
        for row in range(1, rows + 1)))


def main():
    folder = sys.argv[1]
    dice = random.Random(1)
    strings = raw.Strings()
    sheets = [("チェックシート", "", answer_sheet(strings), None),
              ("明細", "", table(20_000, 20, lambda: dice.randrange(1_000_000)), None)]
    honest = os.path.join(folder, "honest.xlsx")
    raw.write_zip(honest, raw.package(sheets, strings))
    missing = HONEST_BYTES - os.path.getsize(honest)
    raw.write_zip(honest, raw.package(sheets, strings, extra_parts=[("xl/media/image1.jpeg", dice.randbytes(missing))]))
    strings = raw.Strings()
    raw.write_zip(os.path.join(folder, "hostile.xlsx"), raw.package(
        [("チェックシート", "", table(250_000, 20, lambda: 7), None)], strings))


if __name__ == "__main__":
    main()
