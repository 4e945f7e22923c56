#!/usr/bin/env python3
"""bench/workbook.py [SONAE]: reading and filling a 153-row workbook, whole process, against openpyxl and exceljs in the same
run, and files per second for 500 files. Ratios count, not milliseconds; rounds alternate, so that a busy machine is unfair
to nobody. Exit 1 when a goal is missed."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
GENERATORS = os.path.join(HERE, "..", "tests", "generators")
sys.path.insert(0, GENERATORS)
import make_workbooks  # noqa: E402
import sheet_text  # noqa: E402

ROUNDS, FILES = 9, 500
GOALS = {"openpyxl": 20, "exceljs": 6}

OPENPYXL = """
import json, sys, warnings
warnings.simplefilter("ignore")
import openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["チェックシート"]
for answer in json.load(open(sys.argv[2], encoding="utf-8"))["items"]:
    sheet.cell(answer["no"] + 5, 6).value = answer["score"]
    sheet.cell(answer["no"] + 5, 7).value = answer["basis"]
book.save(sys.argv[3])
"""

EXCELJS = """
import ExcelJS from 'exceljs';
import { readFileSync } from 'node:fs';
const [, , file, answers, out] = process.argv;
const book = new ExcelJS.Workbook();
await book.xlsx.readFile(file);
const sheet = book.getWorksheet('チェックシート');
for (const answer of JSON.parse(readFileSync(answers, 'utf8')).items) {
  sheet.getCell(answer.no + 5, 6).value = answer.score;
  sheet.getCell(answer.no + 5, 7).value = answer.basis;
}
await book.xlsx.writeFile(out);
"""


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    sonae = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "build", "release", "sonae")
    with tempfile.TemporaryDirectory(dir=os.path.join(GENERATORS)) as folder:
        book, answers = os.path.join(folder, "book.xlsx"), os.path.join(folder, "answers.json")
        rows = sheet_text.items(153)
        make_workbooks.items = lambda: rows
        make_workbooks.as_excel(book)
        with open(answers, "w", encoding="utf-8") as file:
            json.dump({"items": [{"no": row["no"], "score": "1", "basis": f"第{row['no']}条を作成中。2027年3月に完了予定"}
                                 for row in rows]}, file, ensure_ascii=False)
        for name, text in (("peer.py", OPENPYXL), ("peer.mjs", EXCELJS)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        out = os.path.join(folder, "out.xlsx")
        commands = {"sonae": [sonae, "sheet", "fill", book, "--answers", answers, "--out", out],
                    "openpyxl": ["/usr/bin/python3", os.path.join(folder, "peer.py"), book, answers, out],
                    "exceljs": ["node", os.path.join(folder, "peer.mjs"), book, answers, out]}
        times = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(seconds(command))
        start = time.perf_counter()
        for number in range(FILES):
            subprocess.run([*commands["sonae"][:-1], os.path.join(folder, f"out{number % 8}.xlsx")], check=True)
        rate = FILES / (time.perf_counter() - start)
    medians = {name: statistics.median(values) for name, values in times.items()}
    print("| read and fill, 153 rows, whole process | median ms | best ms | sonae is faster by | goal |\n|---|---|---|---|---|")
    missed = False
    for name, values in times.items():
        ratio = medians[name] / medians["sonae"]
        goal = GOALS.get(name)
        missed = missed or (goal is not None and ratio < goal)
        print(f"| {name} | {medians[name] * 1000:.1f} | {min(values) * 1000:.1f} | "
              f"{'-' if goal is None else f'{ratio:.1f} x'} | {'-' if goal is None else f'{goal} x'} |")
    print(f"\n{FILES} files one after the other: {rate:.0f} files/s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
