// A colleague's edited copy comes back, the same year comes twice, and a customer sends a questionnaire of their own.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account_of, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const secretariat = account_of('secretariat');
const folder = mkdtempSync(join(tmpdir(), 'sonae-story-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const sizes = [[1600, 900], [1280, 800], [390, 844]];
let year = 0;

async function open_page(browser, path, account = secretariat, options = {}) {
  const context = await open_context(browser, options);
  const page = await context.newPage();
  await sign_in(page, account);
  if (year === 0) year = await page.evaluate(async () => (await (await fetch('/api/v1/assessments')).json()).assessments[0].fiscal_year);
  await page.goto(`${base}${path.replace(':year', String(year))}`);
  await page.waitForSelector('h1');
  return { context, page };
}
async function close({ context, page }, where) {
  const found = [...context.trouble, ...(await violations(page))];
  check(found.length === 0, `no violation of the policy and no error ${where}`, found.join('\n'));
  await context.close();
}
const python = (script, ...args) => execFileSync('/usr/bin/python3', ['-c', script, ...args]);
async function exported(page) {
  return Buffer.from(await page.evaluate(async () => {
    const sheet = (await (await fetch('/api/v1/assessments')).json()).assessments[0];
    return [...new Uint8Array(await (await fetch(`/api/v1/assessments/${sheet.id}/workbook`)).arrayBuffer())];
  }));
}
async function save(page, no, field, to) {
  await page.evaluate(async ([at, what, text]) => {
    const session = await (await fetch('/api/v1/session')).json();
    const summary = (await (await fetch('/api/v1/assessments')).json()).assessments[0];
    const stored = (await (await fetch(`/api/v1/assessments/${summary.id}`)).json()).answers.find((one) => one.no === at);
    await fetch(`/api/v1/assessments/${summary.id}/edits`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf },
      body: JSON.stringify({ key: crypto.randomUUID(), edits: [{ no: at, version: stored.version, changes: [{ field: what, from: stored[what], to: text }] }] }),
    });
  }, [no, field, to]);
}
const edit_copy = `
import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1]); sheet = book.worksheets[0]
rows = {sheet.cell(row, 2).value: row for row in range(1, sheet.max_row + 1)}
sheet.cell(rows[30], 7).value = 'file says ' + sys.argv[3]
sheet.cell(rows[31], 7).value = 'file alone ' + sys.argv[3]
sheet['A1'] = 'checked by sales ' + sys.argv[3]
book.save(sys.argv[2])`;
const make_questionnaire = `
import openpyxl, sys
book = openpyxl.Workbook(); sheet = book.active
for place, text in {'A1': '番号', 'B1': '質問', 'C1': '回答', 'D1': '補足説明', 'A2': 'Q1', 'B2': '自社のセキュリティ方針を定めていますか', 'A3': 'Q2', 'B3': '工場の騒音測定を行っていますか'}.items(): sheet[place] = text
book.save(sys.argv[1])
sheet['B1'] = 'おたずね'; sheet['C1'] = 'こちらへ'
book.save(sys.argv[2])`;
const row = (page, name) => page.locator(`tr[data-cell="${name}"]`);
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

await story({
  async 'an edited copy is taken in cell by cell'(browser) {
    const opened = await open_page(browser, '/sheet/:year');
    const { page } = opened;
    await page.getByRole('link', { name: '戻ってきたファイルを取り込む' }).click();
    await page.waitForSelector('input[type=file]', { state: 'attached' });
    check(await page.evaluate(() => document.activeElement?.tagName === 'H1'), 'the sheet leads to the page, which begins at its heading');
    const mark = String(Date.now() % 1_000_000);
    const out = join(folder, 'out.xlsx');
    const back = join(folder, 'back.xlsx');
    await save(page, 30, 'basis', `before ${mark}`);
    writeFileSync(out, await exported(page));
    python(edit_copy, out, back, mark);
    await save(page, 30, 'basis', `sheet says ${mark}`);
    await save(page, 32, 'basis', `sheet alone ${mark}`);
    await page.setInputFiles('input[type=file]', back);
    await row(page, '30/basis').waitFor();
    check((await row(page, '30/basis').getAttribute('class')).includes('conflict'), 'what both changed waits for a person');
    check((await row(page, '31/basis').textContent()).includes(`file alone ${mark}`), 'what only the file changed is shown beside what was before');
    check(await row(page, '31/basis').getByRole('radio', { name: 'ファイル' }).isChecked(), 'and is taken unless a person says otherwise');
    check(await row(page, '32/basis').getByRole('radio', { name: '今', exact: true }).isChecked(), 'what only the sheet changed stays');
    check((await page.locator('main, body').first().textContent()).includes(`checked by sales ${mark}`), 'another cell that was changed is shown');
    const take_in = page.getByRole('button', { name: /か所を取り込む$/ });
    check(await take_in.isDisabled(), 'nothing can be taken in before every conflict is decided');
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      check(await fits(page), `the comparison fits ${width} pixels`);
      await page.screenshot({ path: `${pictures}merge-${width}.png` });
    }
    await say_axe(page, 'the comparison');
    await page.setViewportSize({ width: 1600, height: 900 });
    await page.getByRole('radio', { name: /両方で変わった/ }).check();
    check((await page.locator('tbody tr[data-cell]').count()) === 1, 'the filter shows conflicts only');
    // With the keyboard alone: to the radio of the conflict, joined, then to the button.
    await row(page, '30/basis').getByRole('radio', { name: 'ファイル' }).focus();
    for (const key of ['Space', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    check(await row(page, '30/basis').getByRole('radio', { name: '両方をつなぐ' }).isChecked(), 'arrow keys choose');
    check((await row(page, '30/basis').textContent()).includes(`sheet says ${mark}\nfile says ${mark}`), 'the joined text is shown before it is stored');
    await save(page, 31, 'basis', `somebody was quicker ${mark}`);
    await take_in.click();
    await page.locator('[role=alert]').waitFor();
    check(/No\.31/.test(await page.locator('[role=alert]').textContent()), 'what somebody saved meanwhile stops everything and is named');
    await page.getByRole('button', { name: 'もう一度比べる' }).click();
    await page.waitForFunction(() => document.querySelector('[role=alert]') === null);
    await page.getByRole('radio', { name: /すべて/ }).check();
    await row(page, '31/basis').getByRole('radio', { name: 'ファイル' }).check();
    await take_in.click();
    await page.locator('.notice.done').waitFor();
    const answers = await page.evaluate(async () => {
      const sheet = (await (await fetch('/api/v1/assessments')).json()).assessments[0];
      return (await (await fetch(`/api/v1/assessments/${sheet.id}`)).json()).answers.filter((one) => one.no >= 30 && one.no <= 32).map((one) => one.basis);
    });
    check(JSON.stringify(answers) === JSON.stringify([`sheet says ${mark}\nfile says ${mark}`, `file alone ${mark}`, `sheet alone ${mark}`]), 'stored is what was decided', JSON.stringify(answers));
    await page.getByRole('button', { name: '提出用にする' }).click();
    await page.locator('section .notice.done').waitFor();
    writeFileSync(out, await exported(page));
    check(python("import openpyxl, sys; sys.stdout.write(str(openpyxl.load_workbook(sys.argv[1]).worksheets[0]['A1'].value))", out).toString() === `checked by sales ${mark}`, 'the next export is the edited file');
    await close(opened, 'while merging');
  },

  async 'the same year once more'(browser) {
    const opened = await open_page(browser, '/sheet/import');
    const { page } = opened;
    const out = join(folder, 'again.xlsx');
    writeFileSync(out, await exported(page));
    await page.setInputFiles('input[type=file]', out);
    await page.getByRole('button', { name: '今の回答と比べる' }).waitFor();
    check(/書き出したファイルそのもの/.test(await page.locator('.notice.warn').first().textContent()), 'a file that was met before says so');
    check(await page.getByRole('radio', { name: '今の回答に合わせて取り込む' }).isChecked(), 'a second sheet is not made by default');
    await say_axe(page, 'the import of a known year');
    await page.getByRole('button', { name: '今の回答と比べる' }).click();
    await page.waitForURL('**/merge?copy=*');
    await page.getByText('回答に違いはありません').waitFor();
    check(true, 'the workbook is compared without being sent again');
    await close(opened, 'while importing');
  },

  async 'a customer has a questionnaire of their own'(browser) {
    const opened = await open_page(browser, '/questionnaires');
    const { page } = opened;
    const known = join(folder, '調査票.xlsx');
    const unknown = join(folder, 'unknown.xlsx');
    python(make_questionnaire, known, unknown);
    await save(page, 1, 'score', '2');
    await save(page, 1, 'basis', '基本方針 2026年改定');
    await page.setInputFiles('input[type=file]', known);
    await page.waitForSelector('li.question');
    const first = page.locator('li.question[data-row="2"]');
    check(/提案.*文の近さ \d+%/s.test(await first.textContent()), 'a proposal says that it is one, and how alike the texts are');
    check((await first.locator('dl').evaluate((list) => getComputedStyle(list).borderTopStyle)) === 'dashed', 'a proposal is dashed: not an answer');
    check(/書き込む 0問、空のまま 2問/.test(await page.locator('.bar').textContent()), 'nothing is written before a person confirms');
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      check(await fits(page), `the questions fit ${width} pixels`);
      await page.screenshot({ path: `${pictures}questionnaire-${width}.png` });
    }
    await say_axe(page, 'the questionnaire');
    await page.setViewportSize({ width: 1600, height: 900 });
    await page.getByRole('button', { name: /以上の提案 1件を確定/ }).click();
    await page.locator('.notice.done').waitFor();
    check(/書き込む 1問、空のまま 1問/.test(await page.locator('.bar').textContent()), 'one press confirms what is alike enough');
    const second = page.locator('li.question[data-row="3"]');
    await second.getByRole('button', { name: /自分の言葉で書く/ }).click();
    await second.getByLabel(/回答欄に書く言葉/).fill('対象外');
    await second.getByRole('button', { name: /^確定/ }).click();
    await page.waitForFunction(() => /書き込む 2問/.test(document.querySelector('.bar')?.textContent ?? ''));
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '記入済みのファイルを保存' }).click()]);
    const saved = join(folder, 'filled.xlsx');
    await file.saveAs(saved);
    const cells = JSON.parse(python("import json, openpyxl, sys; sheet = openpyxl.load_workbook(sys.argv[1]).active; print(json.dumps([sheet['C2'].value, sheet['C3'].value, sheet['B2'].value]))", saved).toString());
    check(cells[0] !== null && cells[1] === '対象外' && cells[2] === '自社のセキュリティ方針を定めていますか', 'the very file comes back with the answers in it', JSON.stringify(cells));
    await page.goto(`${base}/questionnaires`);
    await page.getByRole('link', { name: '調査票' }).first().waitFor();
    await say_axe(page, 'the list of questionnaires');
    await page.setInputFiles('input[type=file]', unknown);
    await page.getByText('質問と回答の列を見つけられませんでした').waitFor();
    await page.getByRole('button', { name: '1行目を見出しにする' }).or(page.locator('th button.link').first()).first().click();
    await page.locator('thead select').nth(1).selectOption('question');
    await page.locator('thead select').nth(2).selectOption('answer');
    await page.getByRole('button', { name: 'この列で読み取る' }).click();
    await page.waitForSelector('li.question');
    check((await page.locator('li.question').count()) === 2, 'columns that were not recognised are pointed out by hand');
    await say_axe(page, 'a questionnaire with columns by hand');
    await close(opened, 'with questionnaires');
  },

  async 'people without the whole company do not see them'(browser) {
    const opened = await open_page(browser, '/questionnaires', account_of('manager'));
    await opened.page.waitForLoadState('networkidle');
    check((await opened.page.locator('input[type=file], .table').count()) === 0, 'a manager neither sees nor puts in a questionnaire');
    await opened.context.close();
    const auditor = await open_page(browser, '/questionnaires', account_of('auditor'));
    await auditor.page.locator('table a').first().click();
    await auditor.page.waitForSelector('li.question');
    check((await auditor.page.getByRole('button', { name: /確定|合うものなし/ }).count()) === 0, 'an auditor reads and decides nothing');
    await close(auditor, 'for the auditor');
  },
});
