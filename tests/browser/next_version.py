#!/usr/bin/env python3
"""Makes next year's form out of a filled check sheet: next_version.py IN OUT COLUMNS FIRST LAST A B, COLUMNS as the
import says them ({"no":"B","condition":"D",…}). Answers are emptied; three texts are reworded, the items A and B swap
their numbers, one item is another one."""

import json
import sys

import openpyxl


def main():
    source, target, columns, first, last = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
    swapped = [int(argument) for argument in sys.argv[6:8]]
    book = openpyxl.load_workbook(source)
    sheet = next(tab for tab in book.worksheets if tab[f"{columns['no']}{first}"].value is not None)
    cells = {}
    for row in range(first, last + 1):
        number = sheet[f"{columns['no']}{row}"].value
        if number is None:
            continue
        cells[int(str(number).removeprefix("No."))] = row
        for column in ("score", "basis"):
            cell = sheet[f"{columns[column]}{row}"]
            if not isinstance(cell, openpyxl.cell.cell.MergedCell):
                cell.value = None

    def text(number):
        return sheet[f"{columns['condition']}{cells[number]}"]

    for number in (4, 18, 94):
        text(number).value = f"{text(number).value}（協力会社を含めて、四半期に1回以上）"
    one, other = (text(number) for number in swapped)
    one.value, other.value = other.value, one.value
    if columns.get("criteria"):
        criteria = [sheet[f"{columns['criteria']}{cells[number]}"] for number in swapped]
        criteria[0].value, criteria[1].value = criteria[1].value, criteria[0].value
    text(150).value = "生成AIに社外秘の情報を入力しない決まりを、利用者へ年度の初めに示していること"
    book.save(target)


main()
