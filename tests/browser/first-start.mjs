// The first hour of an empty installation: the one-time link, the company, the second factor, departments, the
// secretariat's account, a sheet without a file, an answer, the filled workbook, and a second sheet of the same year;
// then the first run step by step (first-run.mjs).
// Needs a server that waits for its set-up: SONAE_URL and SONAE_SETUP_TOKEN (the part of the printed link after #).

import { readFileSync } from 'node:fs';
import { first_run } from './first-run.mjs';
import { base, check, code_of, go_to_cell, open_context, pictures, saved, say_axe, story } from './support.mjs';

const own_password = 'four quiet words together 7';
const secretary = { login: 'first-office', password: '' };
let exported = '';
let administrator_cookies = [];
// The test double knows nothing of the first run.
const real_server = process.env.SONAE_FACTOR_CODE === undefined;

async function make_departments(page) {
  if (real_server) {
    await page.getByRole('link', { name: '準備を始める' }).waitFor();
    check(true, 'the first page leads into the first run');
    await say_axe(page, 'the way into the first run');
    await page.screenshot({ path: `${pictures}first-steps.png` });
  }
  await page.goto(`${base}/settings/departments`);
  await page.waitForSelector('textarea');
  await page.fill('textarea', '総務部\n製造部\t田中\n品質保証部\n');
  await page.getByRole('button', { name: '3部門を追加する' }).click();
  await page.waitForSelector('tbody tr:nth-child(3)');
  const names = async () => (await page.locator('tbody th').allTextContents()).map((name) => name.trim());
  check((await names()).join() === '総務部,製造部,品質保証部', 'a pasted list becomes departments');
  await page.getByRole('button', { name: '「品質保証部」を上へ' }).click();
  await page.waitForFunction(() => document.querySelector('tbody tr:nth-child(2) th')?.textContent.includes('品質保証部'));
  check(true, 'a department moves up');
  await page.fill('textarea', '製造1課');
  await page.selectOption('form select', { label: '製造部' });
  await page.getByRole('button', { name: '追加する', exact: true }).click();
  await page.waitForSelector('tbody tr:nth-child(4)');
  await page.getByRole('button', { name: '「製造1課」を変更する' }).click();
  await say_axe(page, 'the dialog of a department');
  await page.fill('dialog input', '組立課');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.waitForFunction(() => document.querySelector('tbody tr:nth-child(4) th')?.textContent.includes('組立課'));
  check((await names())[3] === '└ 組立課（製造部の下）', 'a department below another is listed below it, under its new name');
  await page.getByRole('button', { name: '「製造部」を変更する' }).click();
  const parents = await page.locator('dialog select option').allTextContents();
  check(!parents.some((one) => /製造部|組立課/.test(one)), 'a department is not offered itself or what lies below it');
  await page.getByRole('button', { name: 'やめる' }).click();
  await say_axe(page, 'the departments');
  await page.screenshot({ path: `${pictures}departments.png` });
}

async function make_secretary(page) {
  await page.goto(`${base}/settings/users?new=secretariat`);
  await page.waitForSelector('dialog');
  check(await page.getByLabel('事務局').isChecked(), 'the account is offered as the secretariat');
  await page.getByLabel('名前', { exact: false }).first().fill('事務 次郎');
  await page.locator('dialog input[autocapitalize=off]').fill(secretary.login);
  await page.selectOption('dialog select', { label: '総務部' });
  await page.getByRole('button', { name: '保存する' }).click();
  const once = page.locator('dialog code').nth(1);
  await once.waitFor();
  secretary.password = await once.textContent();
  await page.getByRole('button', { name: '渡しました' }).click();
}

await story({
  async 'the first start'(browser) {
    const context = await open_context(browser);
    const page = await context.newPage();
    await page.goto(`${base}/setup#${process.env.SONAE_SETUP_TOKEN}`);
    await page.waitForSelector('input[autocomplete=organization]');
    await say_axe(page, 'the set-up page');
    await page.fill('input[autocomplete=organization]', '試験工業株式会社');
    await page.fill('input[autocomplete=name]', '管理 花子');
    await page.fill('input[name=username]', 'first-admin');
    await page.fill('input[autocomplete=new-password]', own_password);
    check(await page.getByLabel('事務局も兼ねる').isChecked(), 'one person may do everything');
    await page.screenshot({ path: `${pictures}setup.png`, fullPage: true });
    await page.click('form button.filled');
    await page.waitForSelector('img');
    check((await page.evaluate(() => document.querySelector('img').naturalWidth)) > 0, 'the code to scan is drawn');
    await say_axe(page, 'the page of the second factor');
    await page.screenshot({ path: `${pictures}enrolment.png`, fullPage: true });
    await page.click('summary');
    const secret = (await page.locator('details code').textContent()).replace(/\s/g, '');
    await page.fill('input[name=code]', process.env.SONAE_FACTOR_CODE ?? code_of(secret));
    await page.click('form button.filled');
    await page.waitForSelector('.codes li');
    check((await page.locator('.codes li').count()) === 10, 'ten recovery codes are shown once');
    await say_axe(page, 'the page of the recovery codes');
    await page.getByRole('button', { name: '保管しました' }).click();
    await page.waitForSelector('header button.who');
    await make_departments(page);
    await make_secretary(page);
    administrator_cookies = await context.cookies();
    check(context.trouble.length === 0, 'the first start breaks no policy', context.trouble.join('\n'));
    await context.close();
  },

  async 'the secretariat begins'(browser) {
    const context = await open_context(browser);
    const page = await context.newPage();
    await page.goto(`${base}/sign-in`);
    await page.fill('input[name=username]', secretary.login);
    await page.fill('input[name=password]', secretary.password);
    await page.click('form button.filled');
    await page.fill('input[autocomplete=new-password]', own_password);
    await page.click('form button.filled');
    await page.waitForSelector('main a[href="/sheet/import"]');
    await say_axe(page, 'the first page without a sheet');
    await page.screenshot({ path: `${pictures}today-without-sheet.png` });
    await page.locator('main a[href="/sheet/import"]').click();
    await page.waitForSelector('summary');
    await page.click('summary');
    await page.waitForSelector('details select');
    await page.getByRole('button', { name: '空のシートを作る' }).click();
    await page.waitForSelector('tr[data-no="1"]');
    check(/回答 0\//.test(await page.locator('.numbers').first().textContent()), 'an empty sheet stands there');
    await go_to_cell(page, 1, 'score');
    await page.keyboard.press('1');
    await saved(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Excelに書き出す' }).click()]);
    exported = await download.path();
    check(readFileSync(exported).subarray(0, 2).toString() === 'PK', 'the filled workbook comes out');
    await page.goto(`${base}/sheet/import`);
    await page.setInputFiles('input[type=file]', { name: 'second.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: readFileSync(exported) });
    await page.locator('input[type=radio][value=beside]').check();
    const again = page.locator('form .notice.warn');
    await again.waitFor({ timeout: 20_000 });
    check(/もうあります/.test(await again.textContent()), 'a second sheet of the year is announced before anything is stored');
    await page.getByRole('button', { name: '取り込む', exact: true }).click();
    await page.waitForURL(/\/sheet\/\d{4}/);
    await page.waitForSelector('tr[data-no="1"]');
    await page.screenshot({ path: `${pictures}second-sheet.png` });
    await page.locator('.left a[href$="-1"]').click();
    await page.waitForSelector('.notice.warn a');
    await page.waitForSelector('tr[data-no="1"]');
    check(/前に取り込んだシート/.test(await page.locator('.notice.warn').textContent()) && /対策中/.test(await page.locator('tr[data-no="1"] > td.score').textContent()), 'the earlier sheet is still there with its answers, and says that it is not the current one');
    await page.locator('.left a[href$="-1/totals"]').click();
    await page.waitForSelector('table');
    check(/-1\/totals$/.test(page.url()), 'its other pages keep its address');
    check(context.trouble.length === 0, 'the first sheet breaks no policy', context.trouble.join('\n'));
    await context.close();
  },

  async 'the first run'(browser) {
    if (real_server) await first_run(browser, administrator_cookies);
  },
});
