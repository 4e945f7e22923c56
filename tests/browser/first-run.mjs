// The first run as one general-affairs person goes through it: company, target, people by paste (with a row that cannot
// be read) and by a CP932 file, roles with the auditor's side, a link and the account behind it, last year, distribution
// by press, key, pulldown and drag, and the three tasks at the end. Part of first-start.mjs.

import { execFileSync } from 'node:child_process';
import { base, check, open_context, pictures, say_axe } from './support.mjs';

const widths = [1600, 1280, 390];
const pasted = ['社員番号\t氏名\tフリガナ\t部門\t役割', '00101\t山田 太郎\tヤマダ タロウ\t製造部/第一課\t課長', '\t番号 なし\t\t総務部\t', '00102\t佐藤 花子\t\t総務部\t情報セキュリティ責任者', '00103\t渡辺 監一\t\t総務部\t'].join('\n');
const in_cp932 = '社員番号,氏名,部門\r\n00104,髙橋 次郎,品質保証部\r\n00101,山田 太郎,製造部/第一課\r\n';

const heading = (page) => page.locator('h1').textContent();
async function at_step(page, title, n) {
  await page.waitForFunction((wanted) => document.querySelector('h1')?.textContent.includes(wanted), title);
  check((await page.locator('main').textContent()).includes(`${n}つ目／`), `${title} is step ${n}`);
}
async function look(page, name) {
  await say_axe(page, `the step ${name}`);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(beyond <= 1, `the step ${name} fits ${width} px`, `${beyond} px beyond`);
    await page.screenshot({ path: `${pictures}start-${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1600, height: 900 });
}

async function company(page) {
  await at_step(page, '会社', 1);
  check((await page.getByRole('button', { name: 'あとで', exact: true }).count()) === 0, 'the first step cannot be put off');
  await page.getByLabel('会社名のフリガナ').fill('シケンコウギョウ');
  await page.getByLabel('従業員の数').fill('約百');
  check((await page.locator('.error').textContent()).includes('数字だけ'), 'a word instead of a number is told at its field');
  await page.getByLabel('従業員の数').fill('１８０');
  await look(page, 'company');
  await page.getByRole('button', { name: '保存して次へ' }).click();
}

async function target(page) {
  await at_step(page, '目標', 2);
  check((await page.evaluate(() => document.activeElement?.tagName)) === 'H1', 'the next step has its heading focused');
  await page.getByLabel('取引先が指定した項目の番号').fill('12, 十五');
  await page.getByLabel('取引先 1 の名前').fill('東和自動車');
  await page.getByLabel('提出日', { exact: true }).fill('2027-01-15');
  await page.getByRole('button', { name: '保存して次へ' }).click();
  await page.waitForSelector('[role=alert]');
  check((await page.locator('[role=alert]').textContent()).includes('「十五」'), 'an unreadable number is named with a remedy');
  await look(page, 'target');
  await page.getByLabel('取引先が指定した項目の番号').fill('１２、１５〜１８');
  await page.getByRole('button', { name: '保存して次へ' }).click();
}

async function people(page) {
  await at_step(page, '人と部門', 3);
  await page.goto(`${base}/today`);
  await page.getByRole('link', { name: '続きから始める' }).click();
  await at_step(page, '人と部門', 3);
  await page.getByLabel('Excel の表を貼り付ける').fill(pasted);
  await page.getByRole('button', { name: '内容を確かめる' }).click();
  await page.waitForSelector('[role=alert]');
  const problem = await page.getByRole('region', { name: '取り込めない行' }).textContent();
  check(/3 行目/.test(problem) && /社員番号/.test(problem), 'a row without a number is named by line and column', problem);
  check((await page.locator('main').textContent()).includes('製造部/第一課'), 'the departments to be made are listed');
  await look(page, 'people');
  await page.getByRole('button', { name: '読み取れた 3 人だけ取り込む' }).click();
  await page.waitForSelector('.notice.done');
  const bytes = execFileSync('iconv', ['-f', 'UTF-8', '-t', 'CP932'], { input: in_cp932 });
  await page.setInputFiles('input[type=file]', { name: '名簿.csv', mimeType: 'text/csv', buffer: bytes });
  await page.waitForFunction(() => document.querySelector('main section h2')?.textContent.includes('Shift_JIS'));
  const seen = await page.locator('main').textContent();
  check(seen.includes('髙橋 次郎'), 'a CP932 file is read with its characters');
  await page.getByRole('button', { name: '1 人を取り込む' }).click();
  await page.waitForFunction(() => /追加 1 人/.test(document.querySelector('.notice.done')?.textContent ?? ''));
  check(true, 'who is there already is not taken in again');
  await page.getByRole('button', { name: '次へ進む' }).click();
}

async function roles(page) {
  await at_step(page, '役割', 4);
  const office = (name) => page.locator('form', { has: page.getByText(name, { exact: true }) });
  await page.waitForFunction(() => document.querySelector('main').textContent.includes('佐藤 花子'));
  check((await office('情報セキュリティ責任者').textContent()).includes('佐藤 花子'), 'who was listed as officer is proposed');
  await office('監査担当').locator('select').selectOption({ label: '事務 次郎（総務部）' });
  check(/監査担当にはなれません/.test(await office('監査担当').locator('[role=alert]').textContent()), 'who operates cannot audit, and the remedy is said');
  check(await office('監査担当').getByRole('button', { name: '任命する' }).isDisabled(), 'and cannot be appointed');
  await look(page, 'roles');
  await office('監査担当').locator('select').selectOption({ label: '渡辺 監一（総務部）' });
  await office('監査担当').getByRole('button', { name: '任命する' }).click();
  await page.waitForSelector('.notice.done');
  check((await office('監査担当').textContent()).includes('渡辺 監一'), 'somebody without an account becomes auditor');
  await page.getByRole('button', { name: /人分のリンクを作る/ }).click();
  await page.waitForSelector('dialog li');
  check((await page.locator('dialog img').first().evaluate((image) => image.naturalWidth)) > 0, 'every link has a code to scan');
  await say_axe(page, 'the links');
  await page.screenshot({ path: `${pictures}invitations.png` });
  const slip = page.locator('dialog li', { hasText: '山田 太郎' });
  const link = (await slip.locator('.link-text').textContent()).trim();
  await page.getByRole('button', { name: '渡しました' }).click();
  return link;
}

async function accept(browser, link) {
  const context = await open_context(browser, { viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForSelector('input[name=new-password]');
  check((await page.locator('main').textContent()).includes('山田 太郎'), 'the link knows whose it is');
  await say_axe(page, 'the page of a link');
  await page.screenshot({ path: `${pictures}invite-390.png`, fullPage: true });
  await page.fill('input[name=new-password]', 'short one');
  await page.click('form button.filled');
  await page.waitForSelector('[role=alert]');
  await page.fill('input[name=new-password]', 'a lamp beside the old harbour');
  await page.click('form button.filled');
  await page.waitForSelector('header button.who');
  check((await page.locator('header button.who').textContent()).includes('山田 太郎'), 'the person is signed in');
  const again = await context.newPage();
  await context.clearCookies();
  await again.goto(link);
  await again.waitForSelector('[role=alert]');
  check(/もう使われています/.test(await again.locator('[role=alert]').textContent()), 'a used link says what to do');
  check(context.trouble.length === 0, 'a link breaks no policy', context.trouble.join('\n'));
  await context.close();
}

async function distribution(page) {
  await at_step(page, '分担', 6);
  await page.waitForSelector('tr[draggable]');
  const open = async () => Number(/：(\d+)／/.exec(await page.locator('p.open').textContent())?.[1] ?? 0);
  const at_first = await open();
  check(at_first > 0 && (await page.getByRole('button', { name: '次へ進む' }).isDisabled()), 'it does not end while items have no department');
  check((await page.locator('.proposal').count()) > 0, 'proposals are marked as such');
  await look(page, 'distribution');
  await page.getByRole('button', { name: /提案をすべて採用する/ }).click();
  await page.waitForFunction((before) => Number(/：(\d+)／/.exec(document.querySelector('p.open')?.textContent ?? '：0／')?.[1] ?? 0) < before, at_first);
  const rest = await open();
  await page.getByLabel('担当の決まっていない項目だけを表示').check();
  if (rest > 0) {
    const row = page.locator('tbody tr').first();
    await row.locator('input').focus();
    await page.keyboard.press('2');
    await page.waitForFunction((before) => Number(/：(\d+)／/.exec(document.querySelector('p.open')?.textContent ?? '：0／')?.[1] ?? 0) === before - 1, rest);
    check(true, 'a number key gives the row to a department');
    await page.locator('tbody tr').first().dragTo(page.locator('.board li').first());
    await page.waitForFunction((before) => Number(/：(\d+)／/.exec(document.querySelector('p.open')?.textContent ?? '：0／')?.[1] ?? 0) === before - 2, rest);
    check(true, 'a row can be dragged onto a department');
    await page.getByLabel('すべて選ぶ').check();
    await page.locator('.board button').first().click();
  }
  await page.waitForFunction(() => document.querySelector('p.open')?.textContent.includes('すべての担当'));
  check(true, 'the rest is given away in bulk');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.waitForFunction(() => !document.querySelector('p.open')?.textContent.includes('すべての担当'));
  check(true, 'and taken back');
  await page.getByLabel('すべて選ぶ').check();
  await page.locator('.board button').first().click();
  await page.waitForFunction(() => document.querySelector('p.open')?.textContent.includes('すべての担当'));
  await page.getByRole('button', { name: '次へ進む' }).click();
}

async function contacts(page) {
  await at_step(page, '連絡先', 7);
  await page.waitForFunction(() => /連絡のつかない相談先が \d+ 件/.test(document.querySelector('main')?.textContent ?? ''));
  check(await page.getByRole('button', { name: 'カードを印刷' }).isDisabled(), 'a card without a number is not printed');
  await page.getByRole('button', { name: '「社内の窓口」に連絡先を追加' }).click();
  await page.getByLabel('会社・窓口の名前').fill('総務部 事務局');
  await page.getByLabel('電話番号', { exact: true }).fill('０５６６（００）０１００');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.waitForFunction(() => document.querySelector('main')?.textContent.includes('0566-00-0100'));
  check(true, 'a number in wide digits is taken');
  await look(page, 'contacts');
  await page.getByRole('button', { name: 'カードを印刷' }).click();
  await page.getByRole('button', { name: '発行する' }).click();
  const [paper] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'A4 の PDF' }).click()]);
  check(paper.suggestedFilename().endsWith('.pdf'), 'the step ends with the card as PDF');
  await page.locator('dialog').getByRole('button', { name: '閉じる' }).last().click();
  await page.getByRole('button', { name: '次へ進む' }).click();
}

async function plan(page) {
  await at_step(page, '最初の年間計画', 8);
  await page.waitForSelector('svg [role=button]');
  check((await page.locator('tbody tr').count()) === 9, 'nine duties are proposed');
  const due = page.getByLabel('「自己評価の回答と提出」の期限');
  const before = await due.inputValue();
  const bar = page.locator('svg [role=button]', { has: page.locator('rect') }).nth(2);
  await bar.focus();
  const moved = await page.evaluate(() => document.activeElement?.getAttribute('aria-label')?.split('：')[0] ?? '');
  const field = page.getByLabel(`「${moved}」の期限`);
  const day = await field.inputValue();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  check((await field.inputValue()) > day, 'an arrow key moves a duty by a day');
  check((await due.inputValue()) === before, 'and no other');
  await page.getByLabel('「独立した監査」を使う').uncheck();
  await look(page, 'plan');
  await page.getByRole('button', { name: '8件の業務で始める' }).click();
}

export async function first_run(browser, cookies) {
  const context = await open_context(browser);
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${base}/start`);
  await company(page);
  await target(page);
  await people(page);
  const link = await roles(page);
  await accept(browser, link);
  await page.getByRole('button', { name: '次へ進む' }).click();
  await at_step(page, '去年の回答', 5);
  await look(page, 'last-year');
  await page.getByRole('button', { name: 'あとで', exact: true }).click();
  await distribution(page);
  await contacts(page);
  await plan(page);
  await page.waitForURL(/\/today$/);
  const ready = page.getByRole('region', { name: '準備ができました' });
  await ready.waitFor();
  check((await ready.locator('li').count()) === 3, 'the first run ends on the first page with three tasks');
  check(/あとにした手順が 1 つ/.test(await ready.textContent()), 'what was put off is not forgotten');
  await say_axe(page, 'the first page after the first run');
  await page.screenshot({ path: `${pictures}start-ready.png`, fullPage: true });
  await page.goto(`${base}/settings/people`);
  await page.waitForSelector('tbody tr');
  await say_axe(page, 'the people');
  await page.screenshot({ path: `${pictures}people.png`, fullPage: true });
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV (UTF-8)' }).click()]);
  check(download.suggestedFilename() === 'people.csv', 'everybody comes out as CSV');
  check((await heading(page)) === '人', 'the page keeps its heading');
  check(context.trouble.length === 0, 'the first run breaks no policy', context.trouble.join('\n'));
  await context.close();
}
