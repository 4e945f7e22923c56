// exceljs_workbook.mjs FILE: the test sheet as exceljs writes it; prints what is expected of it.
import ExcelJS from 'exceljs';
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const items = JSON.parse(execFileSync('/usr/bin/python3',
  ['-c', 'import json, sheet_text; print(json.dumps(sheet_text.items()))'], { cwd: here, encoding: 'utf8' }));
const book = new ExcelJS.Workbook();
book.created = book.modified = new Date(Date.UTC(2026, 3, 1));
const sheet = book.addWorksheet('Check', { views: [{ state: 'frozen', ySplit: 2 }] });
sheet.addRow(['Cyber security guideline ver. 2.2']);
sheet.addRow(['No', 'Level', 'Label', 'Condition', 'Criteria', 'Self-evaluation', 'Rationale', 'Area', 'Remarks']);
items.forEach((item, index) => {
  const score = { 2: 2, 1: 1, 0: 0, 該当なし: 'N/A', '': null }[item.score];
  const row = sheet.addRow([item.no, `レベル${item.level}`, item.label, { richText: [{ text: item.condition.slice(0, 2), font: { bold: true } },
    { text: item.condition.slice(2) }] }, item.criteria, score, item.basis || null, item.area, null]);
  row.getCell(6).dataValidation = { type: 'list', allowBlank: true, formulae: ['"2,1,0,N/A"'] };
  row.getCell(7).alignment = { wrapText: true };
  row.getCell(9).value = { formula: `F${index + 3}*2`, result: (typeof score === 'number' ? score : 0) * 2 };
});
await book.xlsx.writeFile(process.argv[2]);
const columns = { no: 'A', level: 'B', label: 'C', condition: 'D', criteria: 'E', score: 'F', basis: 'G', area: 'H', remark: 'I' };
console.log(JSON.stringify({
  sheet: 'Check', header_row: 2, first_row: 3, last_row: 2 + items.length, columns,
  items: items.map((item, index) => ({ ...item, row: index + 3, score_cell: `F${index + 3}`, basis_cell: `G${index + 3}` })),
}));
