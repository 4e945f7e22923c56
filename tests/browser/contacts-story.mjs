// Outside help: the secretariat fills the book, tries the numbers, prints a card and takes its code back; an employee
// opens the emergency page with the network off, and a phone with the printed code does the same.

import { account_of, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const widths = [1600, 1280, 390];

async function fits(page, name) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(beyond <= 1, `${name} fits ${width} px`, `${beyond} px beyond`);
    await page.screenshot({ path: `${pictures}contacts-${name.replaceAll(' ', '-')}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
async function close(context, page, where) {
  const found = [...context.trouble, ...(await violations(page))];
  check(found.length === 0, `no violation of the policy and no error ${where}`, found.join('\n'));
  await context.close();
}
async function secretariat(browser, path) {
  const context = await open_context(browser, { viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await sign_in(page, account_of('secretariat'));
  await page.goto(`${base}${path}`);
  await page.waitForSelector('main h1');
  return { context, page };
}
const purpose = (page, name) => page.getByRole('region', { name, exact: true });
const copies = (page) => page.evaluate(async () => (await (await caches.open('sonae-emergency-copies')).keys()).map((one) => new URL(one.url).pathname));
const kept_addresses = (page) =>
  page.evaluate(async () => {
    const all = [];
    for (const name of await caches.keys()) if (name.startsWith('sonae-emergency-page-')) for (const request of await (await caches.open(name)).keys()) all.push(new URL(request.url).pathname);
    return all;
  });

let link = '';

await story({
  async 'the book'(browser) {
    const { context, page } = await secretariat(browser, '/contacts');
    const police = purpose(page, '警察（都道府県のサイバー窓口）');
    await police.waitFor();
    check((await police.textContent()).includes('番号未登録'), 'a number that is not known is shown as such');
    check((await police.textContent()).includes('連絡がつかない'), 'and its purpose cannot be reached');
    check(/契約は .* で終わっています/.test(await purpose(page, '被害を止める相談先').textContent()), 'an ended contract is told with its day');
    check((await page.locator('main').textContent()).includes('連絡のつく相談先 5／6'), 'what can be reached is counted');
    check((await page.locator('button.filled').count()) === 1, 'one filled button on the page');
    await say_axe(page, 'the book of contacts');
    await fits(page, 'book');

    await police.getByRole('button', { name: /サイバー相談窓口」を変える/ }).click();
    check((await page.locator('dialog select option').count()) === 48, 'all 47 prefectures can be chosen');
    check((await page.locator('dialog').textContent()).includes('https://www.npa.go.jp/bureau/cyber/soudan.html'), 'the page to look the number up is named');
    await page.getByLabel('電話番号', { exact: true }).fill('０５２−９５１−１６１');
    await page.locator('dialog').getByRole('button', { name: '保存する' }).click();
    await page.waitForSelector('dialog p.error');
    check((await page.locator('dialog p.error').textContent()).includes('9 桁です。10 桁'), 'a missing digit is told at the field');
    await say_axe(page, 'a contact with an error');
    await page.getByLabel('電話番号', { exact: true }).fill('０５２−０００−０１１０');
    await page.locator('dialog').getByRole('button', { name: '保存する' }).click();
    await page.waitForFunction(() => document.querySelector('main')?.textContent.includes('052-000-0110'));
    check((await page.locator('a[href="tel:0520000110"]').count()) === 1, 'a number in wide digits becomes one that can be dialled');
    check((await page.locator('main').textContent()).includes('連絡のつく相談先 6／6'), 'and its purpose is reached');

    const help = purpose(page, '被害を止める相談先');
    const first = await help.locator('h3').first().textContent();
    await help.getByRole('button', { name: `「${first}」を下へ` }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction((was) => document.querySelector('#purpose-containment')?.closest('section')?.querySelector('h3')?.textContent !== was, first);
    check((await help.locator('h3').nth(1).textContent()) === first, 'the order of the calls is changed by keys');

    const telecom = purpose(page, '通信会社・プロバイダー');
    await telecom.getByRole('button', { name: '「通信会社・プロバイダー」が要るかどうか' }).click();
    await page.getByLabel('要らない理由').fill('回線は本社がまとめて契約しているため');
    await page.locator('dialog').getByRole('button', { name: '要らない', exact: true }).click();
    await page.waitForFunction(() => document.querySelector('main')?.textContent.includes('連絡のつく相談先 5／5'));
    check((await telecom.textContent()).includes('要らない理由：回線は本社'), 'what is not needed says why');
    await close(context, page, 'in the book');
  },

  async 'what to say, and the call test'(browser) {
    const { context, page } = await secretariat(browser, '/contacts/words?purpose=containment');
    const opening = page.getByRole('textbox', { name: '名乗りと用件' });
    await opening.waitFor();
    check((await opening.inputValue()).includes('サイバー攻撃を受けた疑い'), 'words are prepared');
    await opening.fill('東海プレス工業の総務です。攻撃を受けたようです。');
    await page.getByRole('button', { name: '保存する' }).click();
    await page.getByText('当社の文').waitFor();
    await page.reload();
    await opening.waitFor();
    check((await opening.inputValue()).startsWith('東海プレス工業の総務'), 'the company’s own words stay');
    await say_axe(page, 'the words');
    await fits(page, 'words');

    await page.goto(`${base}/contacts/test`);
    await page.getByRole('button', { name: '電話テストを始める' }).click();
    const rows = page.locator('main ol > li');
    await rows.first().waitFor();
    const all = await rows.count();
    check(await page.getByRole('button', { name: 'テストを終える' }).isDisabled(), 'a test does not end before everybody was called');
    await say_axe(page, 'a call test');
    for (let at = 0; at < all; at++) {
      const row = rows.nth(at);
      if (at === 1) {
        await row.getByLabel('番号が違った').check();
        await row.getByLabel('新しい番号').fill('０９００００００１９９');
      } else {
        await row.getByLabel('つながった').check();
      }
      await row.getByRole('button', { name: /の結果を残す/ }).click();
      await page.waitForFunction((n) => document.querySelector('main')?.textContent.includes(`${n}／`), at + 1);
    }
    await fits(page, 'call test');
    await page.getByRole('button', { name: 'テストを終える' }).click();
    await page.getByText('電話テストを終えました').waitFor();
    check((await page.locator('tbody tr').count()) === 2, 'the record has last year’s test and this one');
    await page.goto(`${base}/contacts`);
    await page.waitForFunction(() => document.querySelector('main')?.textContent.includes('090-0000-0199'));
    check(true, 'a new number goes into the book');
    await close(context, page, 'in the call test');
  },

  async 'the card'(browser) {
    const { context, page } = await secretariat(browser, '/contacts');
    await page.getByRole('button', { name: 'カードを印刷' }).click();
    await say_axe(page, 'the card’s dialog');
    await page.getByRole('button', { name: '発行する' }).click();
    await page.waitForSelector('dialog .secret');
    link = (await page.locator('dialog .secret').textContent()).trim();
    check(/\/emergency#[0-9a-f-]{36}\.[\w-]{43}$/.test(link), 'the secret stands behind the #', link);
    check((await page.locator('dialog img').evaluate((image) => image.naturalWidth)) > 0, 'the code can be scanned from the screen');
    for (const [button, name] of [['A4 の PDF', /_A4_第\d+版\.pdf$/], ['財布用カードの PDF', /_携帯用_第\d+版\.pdf$/]]) {
      const [paper] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
      check(name.test(paper.suggestedFilename()), `${button} comes under its name`, paper.suggestedFilename());
    }
    await page.locator('dialog').getByRole('button', { name: '閉じる' }).last().click();
    await page.goto(`${base}/contacts/cards`);
    await page.waitForSelector('tbody tr');
    check((await page.locator('tbody tr').first().textContent()).includes('今の連絡先'), 'the new card is current');
    check((await page.locator('tbody').textContent()).includes('古い'), 'last year’s is not');
    await say_axe(page, 'the cards');
    await fits(page, 'cards');
    await close(context, page, 'at the card');
  },

  async 'the employee, with the network off'(browser) {
    const context = await open_context(browser, phone);
    const page = await context.newPage();
    await page.goto(`${base}/emergency`);
    await page.getByRole('link', { name: 'サインインする' }).waitFor();
    check(true, 'without a session or a card the page asks to sign in');
    await page.goto(`${base}/sign-in?next=/emergency`);
    const employee = account_of('employee');
    await page.fill('input[name=username]', employee.login);
    await page.fill('input[name=password]', employee.password);
    await page.click('form button.filled');
    await page.waitForSelector('main[data-kept]');
    check(new URL(page.url()).pathname === '/emergency', 'signing in leads back to the emergency page');
    const calls = await page.locator('.calls > li').count();
    check(calls >= 10, 'an employee sees the order of the calls', calls);
    check((await page.locator('.calls a.call').first().getAttribute('href')) === 'tel:0566000100', 'a number is called by pressing it');
    check((await page.locator('main').textContent()).includes('東海プレス工業の総務です'), 'and reads what to say');
    check(!(await page.locator('main').textContent()).includes('番号は公式ページで確かめて入れる'), 'notes stay inside');
    const small = await page.evaluate(() => [...document.querySelectorAll('a.call, button, select, summary')].filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.textContent));
    check(small.length === 0, 'everything to press is at least 44 px high', small.join(', '));
    await say_axe(page, 'the emergency page');
    await page.screenshot({ path: `${pictures}emergency-390.png`, fullPage: true });

    // Through the DevTools protocol, for the page and its worker alike.
    await context.setOffline(true);
    await page.reload();
    await page.waitForSelector('.state.copy');
    check((await page.locator('.calls > li').count()) === calls, 'with the network off the same calls are there');
    check((await page.locator('.state.copy').textContent()).includes('残っている'), 'and the page says that it is a copy');
    await say_axe(page, 'the emergency page without a network');
    await page.getByRole('button', { name: 'English' }).click();
    check((await page.locator('h1').textContent()) === 'Emergency contacts', 'in the other language too');
    await page.screenshot({ path: `${pictures}emergency-390-offline.png`, fullPage: true });
    const other = await context.newPage();
    const opened = await other.goto(`${base}/today`).then(() => 'opened', () => 'failed');
    check(opened === 'failed', 'no other page is kept');
    await other.close();
    await context.setOffline(false);
    await page.goto(`${base}/emergency`);
    await page.waitForSelector('.state.now');
    const addresses = await kept_addresses(page);
    check(addresses.length > 0 && addresses.every((one) => one === '/emergency' || one === '/icon.svg' || one.startsWith('/assets/')) && addresses.length <= 8, 'the worker keeps this page and its files only', addresses.join(' '));
    await close(context, page, 'on the emergency page');
  },

  async 'the printed code, signing out, and taking it back'(browser) {
    const context = await open_context(browser, phone);
    const page = await context.newPage();
    await page.goto(link);
    await page.waitForSelector('main[data-kept]');
    check(page.url() === `${base}/emergency`, 'the secret leaves the address at once', page.url());
    check((await copies(page)).join() === '/emergency/copy/link', 'the copy is the link’s');

    // Somebody signs in and out on this device: the session's copy goes, the card's stays and still opens offline.
    await sign_in(page, account_of('employee'));
    await page.locator('header button.who').click();
    await page.getByRole('button', { name: 'サインアウトする' }).click();
    await page.waitForURL(/\/sign-in/);
    await page.waitForSelector('input[name=username]');
    check((await copies(page)).join() === '/emergency/copy/link', 'signing out leaves the card’s copy and nothing else');
    await context.setOffline(true);
    await page.goto(`${base}/emergency`);
    await page.waitForSelector('.state.copy');
    check(true, 'and it opens without a network');
    await context.setOffline(false);

    const desk = await secretariat(browser, '/contacts/cards');
    const row = desk.page.locator('tbody tr').first();
    await row.waitFor();
    check(/[1-9]\d* 回/.test(await row.textContent()), 'uses are counted', await row.textContent());
    await row.getByRole('button', { name: /のコードを止める/ }).click();
    await desk.page.getByText('のコードを止めました').waitFor();
    await close(desk.context, desk.page, 'at the revocation');

    await page.goto(`${base}/emergency`);
    await page.waitForSelector('[role=alert]');
    check((await page.locator('[role=alert]').textContent()).includes('このリンクは使えません'), 'a stopped code opens nothing');
    check((await copies(page)).length === 0, 'and the copy is gone');
    await context.setOffline(true);
    await page.reload();
    await page.waitForSelector('[role=alert]');
    check((await page.locator('.calls').count()) === 0, 'without a network, too');
    await close(context, page, 'with the printed code');
  },
});
