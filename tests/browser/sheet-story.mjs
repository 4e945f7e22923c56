// One year with the sheet: answer with keys and the Japanese input method, paste, undo, clash with a colleague,
// lose the line, take the workbook out and take it in again for another year.

import { readFileSync } from 'node:fs';
import { account_of, base, cell, check, go_to_cell, open_context, pictures, saved, say_axe, sign_in, story, violations } from './support.mjs';

const secretary = account_of('secretariat');

async function open_sheet(browser, options = {}, account = secretary) {
  const context = await open_context(browser, options);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(base).origin });
  const page = await context.newPage();
  await sign_in(page, account);
  await page.goto(`${base}/sheet`);
  await page.waitForSelector('tr[data-no]');
  return { context, page };
}
const text_of = (page, no, column) => page.locator(`tr[data-no="${no}"] > td.${column} .clamp`).textContent({ timeout: 500 }).catch(() => '');
const score_of = async (page, no) => (await page.locator(`tr[data-no="${no}"] > td.score`).textContent()).trim();
const paste = (page, text) => page.evaluate((value) => {
  const data = new DataTransfer();
  data.setData('text/plain', value);
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, text);

await story({
  async 'answering with the keyboard'(browser) {
    const { context, page } = await open_sheet(browser);
    check(/自己評価シート \| Sonae/.test(await page.title()), 'the title names the page');
    await go_to_cell(page, 3, 'score');
    await page.keyboard.press('2');
    check((await score_of(page, 3)).includes('完了'), '2 in the score column answers at once');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('rule 2025');
    await page.keyboard.press('Alt+Enter');
    await page.keyboard.type('second line');
    await page.keyboard.press('Enter');
    check((await text_of(page, 3, 'basis')) === 'rule 2025\nsecond line', 'typing starts editing, Alt+Enter breaks the line, Enter commits');
    check(/No\.4 /.test(await cell(page).getAttribute('aria-label')), 'Enter moves down and the name of the cell follows');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('F2');
    await page.keyboard.press('Home');
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    check((await text_of(page, 3, 'basis')) === 'rule 2025\nsecond line', 'Esc gives up an edit');
    await saved(page);
    await page.reload();
    await page.waitForSelector('tr[data-no="3"]');
    check((await text_of(page, 3, 'basis')) === 'rule 2025\nsecond line', 'what was typed is stored');
    await go_to_cell(page, 3, 'due');
    await page.keyboard.type('R9.3');
    await page.keyboard.press('Tab');
    check((await text_of(page, 3, 'due')) === '2027/03/31', 'a Japanese era month becomes its last day');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    check(await page.evaluate(() => !document.activeElement.matches('.scroller textarea')), 'Esc and Tab lead out of the grid');
    await go_to_cell(page, 3, 'score');
    await page.keyboard.type('9');
    await page.keyboard.press('Enter');
    check(await page.locator('.problem').isVisible(), 'a score that cannot be read is refused in words');
    await page.keyboard.press('Escape');
    await page.keyboard.press('-');
    check((await score_of(page, 3)).includes('該当なし'), '- means not applicable');
    await page.keyboard.press('Control+z');
    check((await score_of(page, 3)).includes('完了'), 'Ctrl+Z takes it back');
    await page.keyboard.press('Control+y');
    check((await score_of(page, 3)).includes('該当なし'), 'Ctrl+Y gives it again');
    await page.keyboard.press('Control+z');
    await saved(page);
    check(context.trouble.length + (await violations(page)).length === 0, 'the page stays within its policy and its host', [...context.trouble, ...(await violations(page))].join('\n'));
    await context.close();
  },

  async 'Japanese input'(browser) {
    const { context, page } = await open_sheet(browser);
    const devtools = await context.newCDPSession(page);
    await go_to_cell(page, 6, 'basis');
    await page.keyboard.press('Delete');
    // The first composed character must not be lost, and the Enter that confirms it must not leave the cell.
    for (const text of ['ｋ', 'き', 'きて', 'きてい', '規程']) await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    check((await cell(page).inputValue()) === '規程', 'the composition begins in the cell with its first character');
    await page.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true })));
    check(/No\.6 /.test(await cell(page).getAttribute('aria-label')), 'the Enter that confirms kanji stays in the cell');
    await devtools.send('Input.insertText', { text: '規程 第3条' });
    await page.keyboard.press('Enter');
    check((await text_of(page, 6, 'basis')) === '規程 第3条', 'the confirmed text is the answer');
    check(/No\.7 /.test(await cell(page).getAttribute('aria-label')), 'the next Enter leaves the cell');
    await go_to_cell(page, 6, 'score');
    await devtools.send('Input.imeSetComposition', { text: '２', selectionStart: 1, selectionEnd: 1 });
    await devtools.send('Input.insertText', { text: '２' });
    await page.keyboard.press('Enter');
    check((await score_of(page, 6)).includes('2'), 'a full-width 2 is 2');
    await page.keyboard.press('ArrowUp');
    check(/策定・改定・導入した年/.test(await page.locator('aside').textContent()), 'the help beside the row asks for the year');
    await saved(page);
    await context.close();
  },

  async 'copy, paste, fill'(browser) {
    const { context, page } = await open_sheet(browser);
    await go_to_cell(page, 10, 'score');
    await paste(page, '○\t"規程 第1条\n2025年改定"\n△\t作成中\n');
    check((await score_of(page, 10)).includes('完了') && (await score_of(page, 11)).includes('対策中'), 'marks are folded when pasted');
    check((await text_of(page, 10, 'basis')) === '規程 第1条\n2025年改定', 'a quoted line break stays in its cell');
    const known = await text_of(page, 12, 'basis');
    await go_to_cell(page, 12, 'score');
    await paste(page, '済\tx');
    check(await page.locator('dialog').isVisible(), 'an unclear cell opens a preview');
    check((await page.locator('dialog td.unclear').count()) === 1, 'only the unclear cell is red');
    check((await text_of(page, 12, 'basis')) === known, 'nothing is stored before it is accepted');
    await page.screenshot({ path: `${pictures}sheet-paste-preview.png` });
    await page.keyboard.press('Escape');
    await go_to_cell(page, 10, 'basis');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+d');
    check((await text_of(page, 12, 'basis')) === '規程 第1条\n2025年改定', 'Ctrl+D fills down');
    const copied = await page.evaluate(() => {
      const data = new DataTransfer();
      document.activeElement.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData('text/plain');
    });
    check(copied === Array(3).fill('"規程 第1条\n2025年改定"').join('\r\n'), 'a range is copied as Excel writes it', copied);
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+f');
    check(await page.evaluate(() => document.activeElement.type === 'search'), 'Ctrl+F goes to the search');
    await page.keyboard.type('no.10');
    await page.waitForFunction(() => location.search.includes('q=no.10'));
    check(await page.evaluate(() => document.querySelectorAll('tr[data-no]').length < 20), 'the filter narrows the sheet and stands in the address');
    await context.close();
  },

  async 'two people at one cell'(browser) {
    const mine = await open_sheet(browser);
    const theirs = await open_sheet(browser);
    // Without this the news might reach the page before the colleague types, and there would be no clash.
    await mine.page.route('**/changes?*', () => undefined);
    const mark = Date.now() % 100_000;
    await theirs.page.bringToFront();
    await go_to_cell(theirs.page, 20, 'basis');
    await theirs.page.keyboard.type(`theirs ${mark} 2024`);
    await theirs.page.keyboard.press('Enter');
    await saved(theirs.page);
    await go_to_cell(mine.page, 20, 'basis');
    await mine.page.keyboard.type(`mine ${mark} 2025`);
    await mine.page.keyboard.press('Enter');
    const strip = mine.page.locator('div.conflict');
    await strip.waitFor({ timeout: 8_000 });
    check((await strip.textContent()).includes(`theirs ${mark} 2024`) && (await strip.textContent()).includes(`mine ${mark} 2025`), 'the strip shows what both wrote');
    check(/競合 1件/.test(await mine.page.locator('.bar .state').textContent()), 'the bar counts the conflict');
    await mine.page.screenshot({ path: `${pictures}sheet-conflict.png` });
    await strip.locator('button').nth(2).click();
    await saved(mine.page);
    check((await text_of(mine.page, 20, 'basis')) === `theirs ${mark} 2024\nmine ${mark} 2025`, 'joining keeps both');
    await go_to_cell(mine.page, 21, 'responder');
    await mine.page.keyboard.type(`A${mark}`);
    await mine.page.keyboard.press('Enter');
    await saved(mine.page);
    await go_to_cell(theirs.page, 21, 'basis');
    await theirs.page.keyboard.type(`other field ${mark} 2023`);
    await theirs.page.keyboard.press('Enter');
    await saved(theirs.page);
    check((await theirs.page.locator('div.conflict').count()) === 0 && (await text_of(theirs.page, 21, 'responder')) === `A${mark}`, 'different fields of one row are merged silently');
    await mine.context.close();
    await theirs.context.close();
  },

  async 'a session that ends'(browser) {
    const { context, page } = await open_sheet(browser);
    await context.route('**/changes?*', () => undefined);
    await context.clearCookies();
    const written = `kept ${Date.now() % 100_000} 2025`;
    await go_to_cell(page, 40, 'basis');
    await page.keyboard.type(written);
    await page.keyboard.press('Enter');
    await page.waitForSelector('input[name=password]');
    check(/サインアウトしました/.test(await page.locator('[role=status]').first().textContent()), 'the sign-in page says why one is asked again');
    await page.fill('input[name=username]', secretary.login);
    await page.fill('input[name=password]', secretary.password);
    await page.click('form button.filled');
    await page.waitForSelector('tr[data-no="40"]');
    await saved(page);
    await page.reload();
    await page.waitForSelector('tr[data-no="40"]');
    check((await text_of(page, 40, 'basis')) === written, 'what was typed when the session ended is stored after signing in again');
    await context.close();
  },

  async 'seeing each other'(browser) {
    const mine = await open_sheet(browser);
    const theirs = await open_sheet(browser, {}, account_of('manager'));
    const row = await theirs.page.locator('tr[data-no]').nth(2).getAttribute('data-no');
    await go_to_cell(theirs.page, row, 'basis');
    await mine.page.locator(`tr[data-no="${row}"] .person`).waitFor({ state: 'attached', timeout: 20_000 });
    check(true, 'the initials of a colleague stand at the row where they are');
    await mine.context.close();
    await theirs.context.close();
  },

  async 'a lost line'(browser) {
    const { context, page } = await open_sheet(browser);
    const written = `written offline ${Date.now() % 100_000} 2025`;
    await context.setOffline(true);
    await go_to_cell(page, 30, 'basis');
    await page.keyboard.type(written);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /未送信 1件/.test(document.querySelector('.bar .state')?.textContent ?? ''), null, { timeout: 8_000 });
    check(await page.locator('[role=alert]').first().isVisible(), 'the banner says that the line is lost');
    await context.setOffline(false);
    await saved(page);
    await page.reload();
    await page.waitForSelector('tr[data-no="30"]');
    check((await text_of(page, 30, 'basis')) === written, 'what was typed meanwhile is sent when the line is back');
    await context.close();
  },

  async 'out to Excel and in again'(browser) {
    const { context, page } = await open_sheet(browser);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Excelに書き出す' }).click()]);
    const file = await download.path();
    check(/\.xls[xm]$/.test(download.suggestedFilename()) && readFileSync(file).subarray(0, 2).toString() === 'PK', 'the workbook comes back as a file', download.suggestedFilename());
    await page.goto(`${base}/sheet/import`);
    await page.setInputFiles('input[type=file]', { name: '取り込み.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: readFileSync(file) });
    await page.getByRole('heading', { name: '読み取った内容' }).waitFor({ timeout: 20_000 });
    check(/153項目/.test(await page.locator('main').textContent()), 'what was recognised is shown before anything is stored');
    await page.screenshot({ path: `${pictures}import-recognised.png`, fullPage: true });
    await page.getByRole('button', { name: '列を自分で選ぶ' }).click();
    await page.waitForSelector('section table tbody tr button');
    check((await page.locator('section table tbody tr').count()) > 3, 'the columns can be chosen by hand on a preview');
    const taken = await page.evaluate(async () => (await (await fetch('/api/v1/assessments')).json()).assessments.map((one) => one.fiscal_year));
    await page.reload();
    await page.setInputFiles('input[type=file]', { name: '取り込み.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: readFileSync(file) });
    const year = page.getByLabel('年度', { exact: true }).last();
    await year.waitFor({ timeout: 20_000 });
    const offered = await year.locator('option').allTextContents();
    const wanted = offered.find((text) => !taken.includes(Number(text.slice(0, 4))));
    await year.selectOption({ label: wanted });
    await page.getByRole('button', { name: '取り込む', exact: true }).click();
    await page.waitForURL(new RegExp(`/sheet/${wanted.slice(0, 4)}`));
    await page.waitForSelector('tr[data-no="1"]');
    check((await page.locator('tr[data-no]').count()) === 153, 'the sheet of another year holds its 153 items');
    await page.goto(`${base}/sheet/import`);
    await page.setInputFiles('input[type=file]', { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
    const refusal = page.locator('[role=alert]');
    await refusal.waitFor({ timeout: 15_000 });
    check((await refusal.textContent()).length > 20, 'a file that is no workbook is refused with a sentence');
    await context.close();
  },

  async 'many rows at once'(browser) {
    const { context, page } = await open_sheet(browser);
    await page.waitForSelector('tr[data-no="61"]');
    const before = [await text_of(page, 61, 'department'), await text_of(page, 62, 'department')];
    await go_to_cell(page, 61, 'score');
    check((await page.locator('form.bulk').count()) === 0, 'one row alone needs no bar');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.waitForSelector('form.bulk');
    const choices = await page.locator('form.bulk').getByLabel('部門', { exact: true }).locator('option').allTextContents();
    const wanted = choices.find((one) => one !== '部門なし' && !before.includes(one));
    await page.locator('form.bulk').getByLabel('部門', { exact: true }).selectOption({ label: wanted });
    check(/[23]件を変更します/.test(await page.locator('form.bulk').textContent()), 'the bar says how many rows will change');
    await say_axe(page, 'the sheet with selected rows');
    await page.screenshot({ path: `${pictures}bulk.png` });
    await page.getByRole('button', { name: '変更する', exact: true }).click();
    check((await text_of(page, 61, 'department')) === wanted && (await text_of(page, 62, 'department')) === wanted, 'the selected rows get the department');
    await page.locator('form.bulk').getByRole('button', { name: '元に戻す' }).click();
    check((await text_of(page, 61, 'department')) === before[0] && (await text_of(page, 62, 'department')) === before[1], 'and it can be taken back at once');
    await page.getByLabel('すること').selectOption('due');
    await page.locator('form.bulk input').fill('R9.2.5');
    await page.getByRole('button', { name: '変更する', exact: true }).click();
    check((await text_of(page, 61, 'due')) === '2027/02/05', 'the due date is read as in a cell');
    await page.locator('form.bulk').getByRole('button', { name: '元に戻す' }).click();
    await saved(page);
    await context.close();
  },

  async 'name and hand-in date'(browser) {
    const { context, page } = await open_sheet(browser);
    await page.getByRole('button', { name: '名前と提出予定日' }).click();
    await say_axe(page, 'the dialog of name and hand-in date');
    const date = page.locator('dialog input[type=date]');
    const before = await date.inputValue();
    await date.fill('2027-01-29');
    await page.getByRole('button', { name: '保存する' }).click();
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.waitForFunction(() => document.querySelector('.head .note')?.textContent.includes('2027/1/29'));
    check(true, 'the new hand-in date stands in the head of the sheet');
    await page.getByRole('button', { name: '名前と提出予定日' }).click();
    await page.locator('dialog input[type=date]').fill(before);
    await page.getByRole('button', { name: '保存する' }).click();
    await page.waitForSelector('dialog', { state: 'detached' });
    await context.close();
  },
});
