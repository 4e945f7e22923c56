// A new version of the guideline: import its form with last year's answers, see what changed, ask only for that,
// confirm what stayed, keep the comparison, and look at the same answers as the SCS scheme would.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account_of, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const secretary = account_of('secretariat');
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const widths = [[1600, 900], [1280, 720], [390, 844]];
let root = '';
/** Two answered items that swap their numbers. */
let swapped = [];

async function enter(browser, account = secretary, options = {}) {
  const context = await open_context(browser, options);
  const page = await context.newPage();
  await sign_in(page, account);
  return { context, page };
}
async function looked_at(page, name, selector) {
  for (const [width, height] of widths) {
    await page.setViewportSize({ width, height });
    await page.waitForSelector(selector);
    await page.screenshot({ path: `${pictures}${name}-${width}.png`, fullPage: true });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wider <= 0, `${name} fits ${width} px`, `${wider} px too wide`);
  }
  await page.setViewportSize({ width: 1600, height: 900 });
}

/** Next year's form, made from the demo company's newest workbook. */
async function next_form(page) {
  const { bytes, inspection, answered } = await page.evaluate(async () => {
    const session = await (await fetch('/api/v1/session')).json();
    const { assessments } = await (await fetch('/api/v1/assessments')).json();
    const source = assessments.find((one) => one.file_name !== null && one.answered > 0);
    const book = await (await fetch(`/api/v1/assessments/${source.id}/workbook`)).blob();
    const form = new FormData();
    form.append('file', book, 'source.xlsx');
    const uploaded = await (await fetch('/api/v1/workbooks', { method: 'POST', headers: { 'X-CSRF-Token': session.csrf }, body: form })).json();
    const sheet = await (await fetch(`/api/v1/assessments/${source.id}`)).json();
    const answered = sheet.answers.filter((one) => one.score !== '' && ![4, 18, 94, 150].includes(one.no)).map((one) => one.no);
    return { bytes: [...new Uint8Array(await book.arrayBuffer())], inspection: uploaded.inspection, answered };
  });
  swapped = answered.slice(0, 2);
  const folder = mkdtempSync(join(tmpdir(), 'sonae-versions-'));
  try {
    writeFileSync(join(folder, 'source.xlsx'), Buffer.from(bytes));
    execFileSync('/usr/bin/python3', [new URL('next_version.py', import.meta.url).pathname, join(folder, 'source.xlsx'), join(folder, 'next.xlsx'), JSON.stringify(inspection.columns), String(inspection.first_row), String(inspection.last_row), ...swapped.map(String)]);
    return readFileSync(join(folder, 'next.xlsx'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await story({
  async 'a new form with the old answers'(browser) {
    const { context, page } = await enter(browser);
    const buffer = await next_form(page);
    await page.goto(`${base}/sheet/import`);
    await page.setInputFiles('input[type=file]', { name: '新しい版.xlsx', mimeType: excel, buffer });
    await page.getByRole('heading', { name: '読み取った内容' }).waitFor({ timeout: 30_000 });
    const year = page.getByLabel('年度', { exact: true }).last();
    const newest = (await year.locator('option').allTextContents())[0];
    await year.selectOption({ label: newest });
    if ((await page.locator('input[name=how][value=beside]').count()) > 0) await page.locator('input[name=how][value=beside]').check();
    const offer = page.locator('fieldset', { hasText: '前の回答の引継ぎ' });
    await offer.getByText('項目だけ回答し直します').waitFor({ timeout: 30_000 });
    check(await offer.getByRole('checkbox').isChecked(), 'a blank form offers last year’s answers at once');
    const words = await offer.textContent();
    check(/文言が変わった：3項目/.test(words) && /新設：1項目/.test(words) && /廃止：1項目/.test(words), 'the offer counts what changed before anything is stored', words);
    check(/番号だけ変わった 2項目/.test(words), 'a renumbered item is carried over', words);
    check((await offer.locator('tbody tr').count()) >= 1, 'and says which departments answer again');
    await say_axe(page, 'the import with its offer');
    await page.screenshot({ path: `${pictures}import-carry.png`, fullPage: true });
    await page.getByRole('button', { name: '取り込む', exact: true }).click();
    await page.waitForURL(new RegExp(`/sheet/${newest.slice(0, 4)}`));
    await page.waitForSelector('tr[data-no="1"]');
    root = new URL(page.url()).pathname;
    check(/回答し直す項目が [4-9]/.test(await page.locator('main').textContent()), 'the sheet says what was carried over and what waits');
    await page.goto(`${base}${root}?state=again`);
    await page.waitForSelector('tr[data-no]');
    check((await page.locator('tr[data-no]').evaluateAll((rows) => rows.map((row) => row.dataset.no).join())).startsWith('4,18,94,150'), 'the filter shows exactly the items that changed');
    await context.close();
  },

  async 'what changed, side by side'(browser) {
    const { context, page } = await enter(browser);
    await page.goto(`${base}${root}`);
    await page.getByRole('link', { name: '版の比較', exact: true }).click();
    await page.waitForSelector('.kind:not(.off) tbody tr');
    check(/版の比較 \| Sonae/.test(await page.title()) && (await page.evaluate(() => document.activeElement.tagName)) === 'H1', 'the page has its title and the focus');
    check(/新設 1・廃止 1・番号変更 2・文言変更 3/.test(await page.locator('.hero').textContent()), 'the counts are those of the form', await page.locator('.hero').textContent());
    const shown = page.locator('.kind:not(.off)');
    check((await shown.locator('tbody tr').count()) === 3, 'the rewordings come first');
    check((await shown.locator('ins').first().textContent()).includes('協力会社を含めて') && (await shown.locator('tbody tr').first().locator('td').first().locator('ins').count()) === 0, 'added words stand marked on the right side only');
    const decoration = await shown.locator('ins').first().evaluate((one) => getComputedStyle(one).textDecorationLine + getComputedStyle(one).fontWeight);
    check(decoration === 'underline700', 'the mark can be read without colour', decoration);
    const ask = page.getByRole('link', { name: '変わった項目だけ依頼する' });
    check(/\/progress\?departments=[0-9a-f-]{36}/.test(await ask.getAttribute('href')), 'the one filled button leads to the departments that must answer again', await ask.getAttribute('href'));
    check((await page.locator('main .button.filled').count()) === 1, 'there is one filled button');
    for (const [name, count] of [['新設', 1], ['廃止', 1], ['番号変更', 2]]) {
      await page.locator('.tabs').getByRole('button', { name }).click();
      check((await page.locator('.kind:not(.off) tbody tr').count()) === count && /tab=/.test(page.url()), `the tab ${name} shows its items and stands in the address`);
    }
    await page.locator('.tabs').getByRole('button', { name: '文言変更' }).focus();
    await page.keyboard.press('Enter');
    check((await page.locator('.kind:not(.off) tbody tr').count()) === 3, 'the tabs work by keyboard');
    await say_axe(page, 'the comparison');
    await looked_at(page, 'compare', '.kind:not(.off) tbody tr');
    await page.emulateMedia({ media: 'print' });
    check((await page.locator('section.kind').evaluateAll((all) => all.every((one) => getComputedStyle(one).display !== 'none'))), 'on paper all four kinds stand one after the other');
    await page.pdf({ path: `${pictures}compare.pdf`, format: 'A4' });
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await say_axe(page, 'the comparison in the dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByLabel('前の版', { exact: true }).selectOption({ index: (await page.getByLabel('前の版', { exact: true }).locator('option').count()) - 1 });
    await page.getByText('番号だけで比べています').first().waitFor();
    check(/from=pack/.test(page.url()), 'any two versions can be chosen; against our own list it says that only numbers are compared');
    check(context.trouble.length + (await violations(page)).length === 0, 'the page stays within its policy and its host', [...context.trouble, ...(await violations(page))].join('\n'));
    await context.close();
  },

  async 'kept for the committee'(browser) {
    const { context, page } = await enter(browser);
    await page.goto(`${base}${root}/compare`);
    await page.getByLabel('メモ（委員会の日付など）').fill('4月の委員会で使う');
    await page.getByRole('button', { name: '比較を保存する' }).click();
    await page.getByText('保存しました。').waitFor();
    await page.locator('section', { has: page.locator('#kept-heading') }).getByText('4月の委員会で使う').first().waitFor();
    check(true, 'the kept comparison is listed with its note');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PDFで保存' }).first().click()]);
    const path = await file.path();
    check(readFileSync(path).subarray(0, 5).toString() === '%PDF-', 'it is a PDF');
    const text = execFileSync('pdftotext', ['-layout', path, '-']).toString();
    check(/ガイドラインの版の比較/.test(text) && /部門ごとの再回答と確認/.test(text) && /4月の委員会で使う/.test(text) && /文言の変更（3項目）/.test(text), 'with the items, the departments and the note', text.slice(0, 600));
    execFileSync('pdftoppm', ['-r', '60', '-png', path, `${pictures}compare-paper`]);
    await page.getByRole('link', { name: '開く', exact: true }).first().click();
    await page.getByText('が保存した比較です').waitFor();
    check(/部門と件数は、そのときのものです/.test(await page.locator('main').textContent()), 'opened again it says of when it is');
    await say_axe(page, 'a kept comparison');
    await context.close();
  },

  async 'nothing changed here'(browser) {
    const { context, page } = await enter(browser, account_of('manager'));
    await page.goto(`${base}${root}/compare`);
    const card = page.locator('section', { has: page.locator('#carried-heading') });
    await card.waitFor();
    check((await card.locator('details').count()) === 1, 'a manager is offered the own department only');
    check((await page.getByRole('link', { name: '変わった項目だけ依頼する' }).count()) === 0, 'and no request to others');
    await card.locator('summary').click();
    const count = await card.locator('li').count();
    await say_axe(page, 'the answers to confirm');
    await page.screenshot({ path: `${pictures}carried.png`, fullPage: true });
    await card.getByRole('button', { name: '変わりありません' }).click();
    await page.getByText(`${count}件を「変わりありません」として記録しました。`).waitFor();
    check(true, 'one press confirms what stayed, and says how many');
    await page.goto(`${base}${root}?state=carried`);
    await page.waitForSelector('.filters');
    check((await page.locator('tr[data-no]').count()) === 0, 'nothing carried is left to look at');
    await context.close();
  },

  async 'an item that was reworded'(browser) {
    const { context, page } = await enter(browser);
    await page.goto(`${base}${root}/items/4`);
    const card = page.locator('section', { has: page.getByRole('heading', { name: '前の版から' }) });
    await card.locator('ins').first().waitFor();
    check(/答え直し/.test(await card.textContent()), 'the item says that it must be answered again');
    check(/協力会社を含めて/.test(await card.locator('ins').first().textContent()), 'and shows the new words marked');
    await say_axe(page, 'a reworded item');
    await page.screenshot({ path: `${pictures}item-wording.png`, fullPage: true });
    await page.goto(`${base}${root}/items/${swapped[0]}`);
    await page.getByText(`前の版の No.${swapped[1]} が、この版で No.${swapped[0]} になりました。`).waitFor();
    check(true, 'a renumbered item says where it was');
    await context.close();
  },

  async 'as the SCS scheme sees it'(browser) {
    const { context, page } = await enter(browser, account_of('ciso'));
    const [latest] = await page.evaluate(async () => (await (await fetch('/api/v1/assessments')).json()).assessments.filter((one) => one.framework.version === '2.3').map((one) => one.fiscal_year));
    await page.goto(`${base}/sheet/${latest}/scs`);
    await page.waitForSelector('.hero');
    check(/★3の81基準のうち/.test(await page.locator('.hero').textContent()), 'the counts are those of ★3', await page.locator('.hero').textContent());
    await page.getByText('★4（第三者の評価').click();
    await page.waitForFunction(() => /153基準/.test(document.querySelector('.hero').textContent));
    await page.getByLabel('表示する基準').selectOption('not_asked');
    const marks = await page.locator('li .chip').allTextContents();
    check(marks.length > 0 && marks.every((text) => text.includes('ガイドラインでは答えていない')), 'what the guideline does not ask is listed by itself, never as met');
    await page.getByLabel('表示する基準').selectOption('');
    check((await page.locator('li .item a').count()) > 100, 'every other criterion names the items behind it');
    await say_axe(page, 'the SCS view');
    await looked_at(page, 'scs', '.hero');
    await page.emulateMedia({ media: 'print' });
    await page.pdf({ path: `${pictures}scs.pdf`, format: 'A4' });
    check(context.trouble.length === 0, 'nothing leaves the host', context.trouble.join('\n'));
    await context.close();
  },
});
