// Signing in and out, refusals in words, roles, the own account, accounts of others, the record.

import { account_of, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const open = async (browser, account, options) => {
  const context = await open_context(browser, options);
  const page = await context.newPage();
  if (account) await sign_in(page, account);
  return { context, page };
};

await story({
  async 'signing in'(browser) {
    const { context, page } = await open(browser, null);
    await page.goto(`${base}/settings/me`);
    await page.waitForURL(/\/sign-in\?next=/);
    check((await page.getAttribute('input[name=username]', 'autocomplete')) === 'username' && (await page.getAttribute('input[name=password]', 'autocomplete')) === 'current-password', 'password managers are told which field is which');
    const account = account_of('secretariat');
    await page.fill('input[name=username]', account.login);
    await page.fill('input[name=password]', 'not the password at all');
    await page.click('form button.filled');
    const refusal = page.locator('[role=alert]');
    await refusal.waitFor();
    const known = (await refusal.textContent()).split('・')[0];
    await say_axe(page, 'the sign-in page with a refusal');
    await page.screenshot({ path: `${pictures}sign-in-refused.png` });
    await page.fill('input[name=username]', 'nobody-of-this-name');
    await page.fill('input[name=password]', 'not the password at all');
    await page.click('form button.filled');
    await page.waitForTimeout(600);
    check((await refusal.textContent()).split('・')[0].slice(0, 20) === known.slice(0, 20), 'a wrong password and an unknown name are refused alike');
    await page.fill('input[name=username]', account.login);
    await page.fill('input[name=password]', account.password);
    await page.click('form button.filled');
    await page.waitForURL(/\/settings\/me$/);
    check(true, 'after signing in the wanted page opens');
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    check(true, 'the focus stands on the heading of the new page');
    await page.click('button.who');
    await page.getByRole('button', { name: 'サインアウト' }).click();
    await page.waitForSelector('input[name=password]');
    await page.goto(`${base}/sheet`);
    await page.waitForURL(/\/sign-in/);
    check(true, 'after signing out nothing is shown any more');
    check(context.trouble.length + (await violations(page)).length === 0, 'signing in breaks no policy', context.trouble.join('\n'));
    await context.close();
  },

  async 'the auditor reads'(browser) {
    const { context, page } = await open(browser, account_of('auditor'));
    check(/閲覧のみ/.test(await page.locator('.ribbon').textContent()), 'the ribbon says read only');
    check((await page.locator('#nav a').allTextContents()).includes('操作記録'), 'the auditor finds the record');
    await page.goto(`${base}/sheet`);
    await page.waitForSelector('tr[data-no="1"]');
    await page.locator('tr[data-no="1"] > td.score').click();
    const before = await page.locator('tr[data-no="1"] > td.score').textContent();
    await page.keyboard.press('0');
    await page.waitForTimeout(200);
    check((await page.locator('tr[data-no="1"] > td.score').textContent()) === before, 'the auditor changes nothing');
    await page.goto(`${base}/trail`);
    await page.waitForSelector('tbody tr');
    check((await page.locator('tbody tr').count()) > 0, 'the record lists what happened');
    await page.screenshot({ path: `${pictures}trail.png` });
    await context.close();
  },

  async 'the administrator adds an account'(browser) {
    const { context, page } = await open(browser, account_of('administrator'));
    check((await page.locator('#nav a').allTextContents()).includes('設定'), 'the administrator is in after the second factor');
    await page.goto(`${base}/settings/users`);
    await page.waitForSelector('tbody tr');
    await page.getByRole('button', { name: 'アカウントを追加する' }).click();
    await say_axe(page, 'the dialog of an account');
    const login = `new${Date.now() % 100000}`;
    await page.getByLabel('名前', { exact: false }).first().fill('試験 花子');
    await page.locator('dialog input[autocapitalize=off]').fill(login);
    await page.getByRole('button', { name: '保存する' }).click();
    const once = page.locator('dialog code').nth(1);
    await once.waitFor();
    const password = await once.textContent();
    check(password.length >= 12, 'a one-time password is shown once');
    await page.getByRole('button', { name: '渡しました' }).click();
    check((await page.locator('tbody').textContent()).includes(login), 'the account stands in the list');
    const fresh = await open(browser, null);
    await fresh.page.goto(`${base}/sign-in`);
    await fresh.page.fill('input[name=username]', login);
    await fresh.page.fill('input[name=password]', password);
    await fresh.page.click('form button.filled');
    await fresh.page.waitForSelector('input[autocomplete=new-password]');
    check(true, 'the first sign-in asks for an own password');
    await say_axe(fresh.page, 'the page of the first password');
    await fresh.page.fill('input[autocomplete=new-password]', 'four quiet words together 7');
    await fresh.page.click('form button.filled');
    await fresh.page.waitForSelector('button.who');
    check(true, 'then the person is in');
    await fresh.page.goto(`${base}/settings/users`);
    await fresh.page.waitForSelector('h1');
    check(/権限がありません/.test(await fresh.page.locator('main').textContent()), 'a page one may not see says so');
    await fresh.context.close();
    await context.close();
  },

  async 'the own account'(browser) {
    const { context, page } = await open(browser, account_of('secretariat'));
    await page.goto(`${base}/settings/me`);
    await page.waitForSelector('tbody tr');
    check(/この画面/.test(await page.locator('tbody').textContent()), 'the own sessions are listed');
    await page.locator('input[name=my-language][value=en]').check();
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    check((await page.title()) === 'My account | Sonae', 'the language changes at once');
    await page.locator('input[name=my-language][value=ja]').check();
    await page.waitForFunction(() => document.documentElement.lang === 'ja');
    await page.click('button.who');
    await page.locator('input[name=theme][value=dark]').check();
    check((await page.evaluate(() => getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor)).includes('rgb(26, 26, 26)'), 'the dark colours can be chosen');
    await say_axe(page, 'the personal menu in dark colours');
    await page.locator('input[name=theme][value=system]').check();
    await context.close();
  },
});
