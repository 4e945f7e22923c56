// The year around the sheet: the secretariat asks departments and reminds the late one, a department asks back and says
// that it is done, the committee meets and its decision becomes a task, the table of responsibilities is filled by keys,
// and the officer directs.

import { account_of, accounts, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const named = (login) => accounts.find((one) => one.login === login);
async function at(browser, account, options = {}) {
  const context = await open_context(browser, options);
  const page = await context.newPage();
  await sign_in(page, account);
  return { context, page };
}
async function calm(context, page, where) {
  check(context.trouble.length + (await violations(page)).length === 0, `${where} stays within its policy and its host`, [...context.trouble, ...(await violations(page))].join('\n'));
}
async function every_width(page, name) {
  for (const [width, height] of [[1600, 900], [1280, 800], [390, 844]]) {
    await page.setViewportSize({ width, height });
    check((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0, `${name} does not scroll sideways at ${width} px`);
    await page.screenshot({ path: `${pictures}programme-${name}-${width}.png`, fullPage: width === 390 });
  }
  await page.setViewportSize({ width: 1600, height: 900 });
  await say_axe(page, name);
}
const main_says = (page, pattern) => page.waitForFunction((wanted) => new RegExp(wanted).test(document.querySelector('main')?.textContent ?? ''), pattern);
const days_from_now = (days) => new Date(Date.now() + (days * 24 + 9) * 3_600_000).toISOString().slice(0, 10);

await story({
  async 'the secretariat asks departments'(browser) {
    const { context, page } = await at(browser, account_of('secretariat'));
    await page.goto(`${base}/organisation/requests`);
    await page.waitForSelector('tbody tr');
    check(/期限切れ \d部門/.test(await page.locator('main').textContent()), 'a department that is late stands out');
    await every_width(page, 'requests');
    await page.getByRole('link', { name: '依頼を送る' }).click();
    await page.getByText('仕事のお願い', { exact: true }).click();
    await page.getByLabel(/^件名/).fill('入退室の鍵の数を確かめる');
    await page.getByLabel('期限').fill(days_from_now(7));
    await page.getByLabel('製造部', { exact: true }).check();
    await page.getByLabel('購買課', { exact: true }).check();
    await page.getByLabel(/^本文/).fill('{department} の皆さま\n\n{due}までに鍵を数えてください。\n{sendr}');
    await page.getByRole('button', { name: '送る文面を確かめる' }).click();
    await page.waitForSelector('[role=alert]');
    check(/\{sendr\} という差し込みはありません/.test(await page.locator('[role=alert]').textContent()), 'a mistyped field is named before anything is sent');
    await page.getByLabel(/^本文/).fill('{department} の皆さま\n\n{due}までに鍵を数えてください。\n{sender}');
    await page.getByRole('button', { name: '送る文面を確かめる' }).click();
    await page.waitForSelector('#letters');
    check(/製造部 の皆さま/.test(await page.locator('pre').allTextContents().then((all) => all.join('\n'))), 'the preview is what the department will read');
    await every_width(page, 'new-request');
    await page.getByRole('button', { name: 'この内容で送る' }).click();
    await page.waitForSelector('article');
    check((await page.locator('article').count()) === 2, 'both departments stand on the page of the request');
    await calm(context, page, 'asking');
    await context.close();
  },

  async 'one press reminds the late one'(browser) {
    const { context, page } = await at(browser, account_of('secretariat'));
    await page.goto(`${base}/organisation/requests`);
    await page.getByRole('link', { name: '机の上とキャビネットの点検' }).click();
    await page.waitForSelector('article');
    await every_width(page, 'request');
    await page.getByRole('button', { name: '期限切れの部門へ催促する' }).click();
    await main_says(page, '部門へ催促しました');
    check(/催促 2回/.test(await page.locator('article').first().textContent()), 'the late department shows how often it was reminded');
    await calm(context, page, 'reminding');
    await context.close();
  },

  async 'a department asks back and says that it is done'(browser) {
    const { context, page } = await at(browser, named('tanaka'), { viewport: { width: 390, height: 844 } });
    await page.goto(`${base}/organisation/requests`);
    await page.getByRole('link', { name: '入退室の鍵の数を確かめる' }).click();
    await page.waitForSelector('article');
    check((await page.locator('article').count()) === 1, 'a manager sees the own department only');
    await page.getByLabel('事務局に質問する').fill('予備の鍵も数えますか。');
    await page.getByRole('button', { name: '書き込む' }).click();
    await main_says(page, '予備の鍵も数えますか。');
    await page.getByLabel(/^ひとこと/).fill('12本でした');
    await page.getByRole('button', { name: '終わりました', exact: true }).click();
    await main_says(page, '製造部は終わったことになりました');
    await say_axe(page, 'the request of a manager');
    await page.screenshot({ path: `${pictures}programme-request-manager.png`, fullPage: true });
    await calm(context, page, 'answering');
    await context.close();
  },

  async 'the committee meets and its decision becomes a task'(browser) {
    const { context, page } = await at(browser, account_of('secretariat'));
    await page.goto(`${base}/organisation/committee`);
    await page.waitForSelector('tbody tr');
    await every_width(page, 'committee');
    await page.getByRole('link', { name: '委員会を予定する' }).click();
    await page.waitForSelector('#proposals');
    await page.getByLabel(/^名前/).fill('臨時の委員会');
    const proposed = await page.locator('section[aria-labelledby=proposals] li').count();
    check(proposed >= 3, 'an agenda is proposed from what is open');
    await page.getByRole('button', { name: /^「.*を議題に入れる$/ }).first().click();
    check((await page.locator('section[aria-labelledby=proposals] li').count()) === proposed - 1, 'what is taken is proposed no more');
    await page.getByRole('button', { name: '決めたことを加える' }).click();
    check(await page.getByRole('button', { name: '保存する' }).isDisabled(), 'a decision without an owner is not saved');
    await page.getByRole('textbox', { name: /^決めたこと/ }).fill('鍵の台帳を作る');
    await page.getByLabel(/^担当/).selectOption({ label: '製造部' });
    await page.getByRole('button', { name: '保存する' }).click();
    await page.waitForURL(/committee\/[0-9a-f-]{36}$/);
    await page.waitForSelector('article');
    await page.getByRole('button', { name: '開催したことを記録する' }).click();
    await page.waitForSelector('[role=alert]');
    check(/議事録がありません/.test(await page.locator('[role=alert]').textContent()), 'what is missing is said before it is held');
    await page.getByRole('textbox', { name: /^議事録/ }).fill('鍵の数を確かめた。\n- 台帳がない。');
    await page.getByRole('button', { name: '予定の人を全員「出席」にする' }).click();
    await page.getByRole('button', { name: '開催したことを記録する' }).click();
    await main_says(page, '開催を記録しました');
    await every_width(page, 'meeting');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '議事録をPDFで受け取る' }).click()]);
    check(/委員会議事録/.test(file.suggestedFilename()), 'the minutes come as a file with a Japanese name', file.suggestedFilename());
    await calm(context, page, 'the meeting');
    await context.close();

    const manager = await at(browser, named('tanaka'));
    const mine = await manager.page.evaluate(async () => (await (await fetch('/api/v1/tasks/mine')).json()));
    check(JSON.stringify(mine).includes('鍵の台帳を作る'), 'its owner finds the decision among the own tasks');
    await manager.context.close();
  },

  async 'responsibilities are set by keys'(browser) {
    const { context, page } = await at(browser, account_of('secretariat'));
    await page.goto(`${base}/organisation/responsibility`);
    await page.waitForSelector('td[role=gridcell]');
    await every_width(page, 'responsibility');
    const gaps = async () => Number(/抜け (\d+)件/.exec(await page.locator('main').textContent())?.[1] ?? '0');
    const before = await gaps();
    check(before > 0, 'gaps are counted');
    check(await page.getByRole('button', { name: 'この分担で確定する' }).isDisabled(), 'a table with gaps is not confirmed');
    await page.getByLabel('抜けのある項目だけ').check();
    await page.locator('td[role=gridcell]').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('r');
    await page.waitForFunction(() => /保存済み/.test(document.querySelector('main').textContent));
    check((await gaps()) === before - 1, 'a key closes a gap');
    await page.getByRole('button', { name: '元に戻す' }).click();
    await page.waitForFunction((count) => document.querySelector('main').textContent.includes(`抜け ${count}件`), before);
    await main_says(page, '5項目に分担の提案があります');
    check(true, 'and is taken back');
    await page.getByRole('button', { name: '提案をすべて採用' }).click();
    await page.waitForFunction(() => !/提案があります/.test(document.querySelector('main').textContent));
    await page.waitForFunction(() => /保存済み/.test(document.querySelector('main').textContent));
    check(/抜けはありません/.test(await page.locator('main').textContent()), 'taking the proposals leaves no gap');
    await page.getByRole('button', { name: 'この分担で確定する' }).click();
    await main_says(page, '分担を確定しました');
    check(true, 'and the table is confirmed');
    await calm(context, page, 'the table');
    await context.close();
  },

  async 'the officer directs'(browser) {
    const { context, page } = await at(browser, account_of('ciso'));
    await page.goto(`${base}/organisation/report`);
    await page.waitForSelector('tbody tr');
    await every_width(page, 'reports');
    await page.getByRole('link', { name: /情報セキュリティ活動の報告/ }).last().click();
    await page.waitForSelector('form');
    await page.getByLabel(/^指示の内容/).fill('鍵の管理を点検に加える');
    await page.getByLabel(/^担当/).selectOption({ label: '事務局' });
    await page.getByLabel(/^期限/).fill(days_from_now(30));
    await page.getByRole('button', { name: '指示を出す' }).click();
    await main_says(page, '指示を出しました');
    await every_width(page, 'report');
    await calm(context, page, 'the report');
    await context.close();
  },
});
