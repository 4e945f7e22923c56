// 年間計画 and 今日やること: a duty moved by key and by hand, the list and its files, days off, the calendar feed, tasks
// closed on their card, and what each role sees.

import { account_of, accounts, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const named = (login) => accounts.find((one) => one.login === login);
async function at(browser, account, options = {}) {
  const context = await open_context(browser, options);
  const page = await context.newPage();
  await sign_in(page, account);
  return { context, page };
}
async function calm(context, page, where) {
  const all = [...context.trouble, ...(await violations(page))];
  check(all.length === 0, `${where} stays within its policy and its host`, all.join('\n'));
}
async function look(page, name) {
  for (const [width, height] of [[1600, 900], [1280, 800], [390, 844]]) {
    await page.setViewportSize({ width, height });
    check((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0, `${name} does not scroll sideways at ${width} px`);
    await page.screenshot({ path: `${pictures}${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1600, height: 900 });
}
const bars = (page) => page.locator('svg [role=button]');
const save_as = async (page, button) => (await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]))[0].suggestedFilename();

await story({
  async 'the year as a picture and as a list'(browser) {
    const { context, page } = await at(browser, account_of('secretariat'));
    await page.goto(`${base}/plan`);
    await bars(page).first().waitFor();
    check((await page.locator('h1').textContent()) === '年間計画', 'the page says what it is');
    check(/済みました/.test(await page.locator('main').textContent()), 'a sentence says what the picture means');
    await say_axe(page, 'the annual plan');
    await look(page, 'plan');
    await bars(page).first().waitFor();

    const bar = bars(page).last();
    await bar.focus();
    const label = await bar.getAttribute('aria-label');
    await page.keyboard.press('Shift+ArrowLeft');
    check(/期限 .+ → /.test(await page.locator('.said').textContent()), 'moving by key says the new day');
    await page.keyboard.press('Escape');
    check((await page.locator('.said').textContent()) === '', 'Escape takes it back');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Enter');
    await page.waitForFunction((before) => [...document.querySelectorAll('svg [role=button]')].at(-1)?.getAttribute('aria-label') !== before, label);
    check(true, 'Enter stores the new days');

    const before = await bars(page).last().getAttribute('aria-label');
    const box = await bars(page).last().boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 30, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction((old) => [...document.querySelectorAll('svg [role=button]')].at(-1)?.getAttribute('aria-label') !== old, before);
    check(true, 'dragging stores the new days, too');

    await page.getByText('一覧', { exact: true }).click();
    await page.locator('table tbody tr').first().waitFor();
    check((await page.locator('table tbody').count()) >= 9, 'the list has every duty');
    check(/期限切れ/.test(await page.locator('table').textContent()), 'what is late says so');
    await say_axe(page, 'the list of the plan');
    await page.screenshot({ path: `${pictures}plan-list.png`, fullPage: true });
    check((await save_as(page, 'A3で印刷（PDF）')).endsWith('.pdf'), 'the year is printed on A3');
    check((await save_as(page, 'Excelに書き出す')).endsWith('.xlsx'), 'the list is saved as Excel');
    await calm(context, page, 'the annual plan');
    await context.close();
  },

  async 'a duty of the company’s own, a day off, and a calendar feed'(browser) {
    const { context, page } = await at(browser, account_of('secretariat'));
    await page.goto(`${base}/plan`);
    await bars(page).first().waitFor();
    await page.getByRole('button', { name: '予定を足す' }).click();
    await page.getByLabel('業務').fill('監視カメラの時刻合わせ');
    await page.getByLabel('月', { exact: true }).fill('3');
    await page.getByLabel('日', { exact: true }).fill('10');
    await say_axe(page, 'the dialog of a duty');
    await page.screenshot({ path: `${pictures}plan-duty.png` });
    await page.getByRole('button', { name: '保存する' }).click();
    await page.waitForFunction(() => [...document.querySelectorAll('svg text')].some((one) => one.textContent.includes('監視カメラの時刻合わせ')));
    check(true, 'a new duty stands in the running year at once');

    await page.getByRole('button', { name: '休日・稼働日' }).click();
    check(/勤労感謝の日/.test(await page.locator('dialog').textContent()), 'public holidays are known');
    await page.getByLabel('始まりの日').fill(await page.getByLabel('始まりの日').getAttribute('max'));
    await page.getByLabel('名前').fill('期末棚卸し');
    await page.getByRole('button', { name: '入れる' }).click();
    await page.waitForFunction(() => document.querySelector('dialog').textContent.includes('期末棚卸し　休み'));
    await say_axe(page, 'the dialog of days');
    await page.locator('dialog').getByRole('button', { name: '閉じる' }).click();

    await page.getByRole('button', { name: 'カレンダーに表示' }).click();
    await page.getByRole('button', { name: 'アドレスを作る' }).click();
    const address = await page.getByLabel('カレンダーのアドレス').inputValue();
    const fetched = await (await fetch(address)).text();
    check(fetched.startsWith('BEGIN:VCALENDAR') && fetched.includes('SUMMARY:'), 'the address gives a calendar without signing in');
    await say_axe(page, 'the dialog of the feed');
    await page.screenshot({ path: `${pictures}plan-feed.png` });
    await page.getByRole('button', { name: '使えなくする' }).click();
    await page.getByRole('button', { name: 'アドレスを作る' }).waitFor();
    check((await fetch(address)).status === 404, 'a revoked address gives nothing');
    await calm(context, page, 'the dialogs of the plan');
    await context.close();
  },

  async 'today, for the secretariat and for an employee'(browser) {
    const office = await at(browser, account_of('secretariat'));
    await office.page.goto(`${base}/today`);
    await office.page.locator('article').first().waitFor();
    const kinds = await office.page.locator('article .kind').allTextContents();
    check(kinds.length <= 7, 'at most seven cards');
    const order = kinds.map((one) => ['期限切れ', '今日', '今週'].findIndex((word) => one.includes(word)));
    check(order.every((one, index) => index === 0 || one >= order[index - 1]), 'what is late comes first', kinds.join(' '));
    await say_axe(office.page, 'today with tasks');
    await look(office.page, 'today-tasks');
    await office.page.getByRole('link', { name: 'すべての仕事を見る' }).click();
    await office.page.getByLabel('自分の仕事を足す').fill('名簿を閉じる');
    await office.page.getByLabel('期限', { exact: true }).fill('2026-01-05');
    await office.page.getByRole('button', { name: '足す', exact: true }).click();
    await office.page.waitForFunction(() => document.querySelector('table')?.textContent.includes('名簿を閉じる'));
    check(true, 'a task in one’s own words stands in the list');
    await say_axe(office.page, 'all tasks');
    await look(office.page, 'tasks');
    await calm(office.context, office.page, 'all tasks');
    await office.context.close();

    const { context, page } = await at(browser, named('yoshida'), { viewport: { width: 390, height: 844 } });
    await page.goto(`${base}/today`);
    const card = page.locator('article', { hasText: '共有PCのそばの掲示' });
    await card.waitFor();
    await card.getByRole('button', { name: '済んだことにする' }).click();
    await page.getByLabel('メモ').fill('3か所とも替えた');
    await say_axe(page, 'closing a task');
    await page.locator('dialog').getByRole('button', { name: '済んだことにする' }).click();
    await card.waitFor({ state: 'detached' });
    check(true, 'one button and a note finish the thing');
    await page.goto(`${base}/tasks?state=done`);
    await page.waitForFunction(() => document.querySelector('table')?.textContent.includes('3か所とも替えた'));
    check(true, 'what was done keeps its note');
    await page.goto(`${base}/plan`);
    await page.waitForFunction(() => !/読み込んで/.test(document.querySelector('main')?.textContent ?? ''));
    check((await bars(page).count()) === 0, 'the plan is not an employee’s to see');
    await context.close();
  },

  async 'the officer sees the year and moves nothing'(browser) {
    const { context, page } = await at(browser, account_of('ciso'));
    await page.goto(`${base}/plan`);
    await bars(page).first().waitFor();
    check((await page.getByRole('button', { name: '予定を足す' }).count()) === 0, 'nothing to add');
    await bars(page).first().focus();
    await page.keyboard.press('ArrowRight');
    check((await page.locator('.said').textContent()) === '', 'arrow keys move nothing');
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor();
    check(true, 'a bar opens what it stands for');
    await context.close();
  },
});
