// The administrator sets up mail: nobody answers, the page says why; then the mail server is there and the test arrives.
// The secretariat prints the list for people without mail and marks what was told.

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { account_of, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const free_port = () => new Promise((resolve) => {
  const probe = createServer();
  probe.listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
const open = async (browser, role, language = 'ja', options = {}) => {
  const context = await open_context(browser, options);
  const page = await context.newPage();
  await sign_in(page, account_of(role), language);
  return { context, page };
};
const at = async (page, path) => {
  await page.goto(`${base}${path}`);
  await page.waitForSelector('main h1');
};
const shoot = async (page, name) => {
  for (const [width, height] of [[1600, 900], [1280, 800], [390, 844]]) {
    await page.setViewportSize({ width, height });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    check(wider <= 0, `${name} fits ${width} pixels`, `${wider} too wide`);
    await page.screenshot({ path: `${pictures}${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1600, height: 900 });
};
const port = await free_port();

await story({
  async 'setting up mail'(browser) {
    const { context, page } = await open(browser, 'administrator');
    await at(page, '/settings/mail');
    await page.getByText('メールサーバーがまだ設定されていません').waitFor();
    await say_axe(page, 'mail that is not set up');
    await page.getByRole('button', { name: '設定を保存する' }).click();
    await page.locator('.field .error').first().waitFor();
    check((await page.locator('.field .error').count()) === 2, 'an empty form says at each place what is missing');
    await say_axe(page, 'the refused form');
    await page.getByLabel('メールサーバーの名前').fill('127.0.0.1');
    await page.getByLabel('通信の守り方').selectOption('none');
    check((await page.getByLabel('ポート番号').inputValue()) === '25', 'the port follows the protection');
    await page.getByLabel('ポート番号').fill(String(port));
    await page.getByLabel('差出人のアドレス').fill('sonae@example.jp');
    await page.getByLabel('差出人の名前').fill('備え 事務局');
    await page.getByRole('button', { name: '設定を保存する' }).click();
    await page.getByText('保存しました').waitFor();

    await page.getByLabel('送り先').fill('kanri@example.jp');
    await page.getByRole('button', { name: 'テストメールを送る' }).click();
    await page.getByText('送れませんでした').waitFor({ timeout: 30_000 });
    check(await page.getByText('サーバーにつながりません').first().isVisible(), 'the page says why in plain words');
    await page.getByText('メールサーバーにメールを渡せていません').waitFor();
    await say_axe(page, 'mail while the server is away');
    await shoot(page, 'mail-down');

    const box = spawn('/usr/bin/python3', [fileURLToPath(new URL('../mail/box.py', import.meta.url)), String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: box.stdout })[Symbol.asyncIterator]();
    await lines.next();
    await page.getByRole('button', { name: 'テストメールを送る' }).click();
    await page.getByText('サーバーへ渡しました').waitFor({ timeout: 30_000 });
    const mail = JSON.parse((await lines.next()).value);
    check(mail.subject === '【Sonae】テストメールです' && mail.to[0] === 'kanri@example.jp', 'the test mail is received', JSON.stringify(mail));
    check(mail.text.includes('東海プレス工業'), 'and names the company');
    await page.getByText('問題は見つかっていません').waitFor();
    await shoot(page, 'mail-well');
    box.kill();
    check(context.trouble.length + (await violations(page)).length === 0, 'the mail page breaks no policy', context.trouble.join('\n'));
    await context.close();

    const dark = await open(browser, 'administrator', 'en', { colorScheme: 'dark' });
    await at(dark.page, '/settings/mail');
    await dark.page.getByText('No problem is known').waitFor();
    await say_axe(dark.page, 'mail in English, dark');
    await dark.page.screenshot({ path: `${pictures}mail-en-dark.png`, fullPage: true });
    await sign_in(dark.page, account_of('administrator'), 'ja');
    await dark.context.close();
  },

  async 'people without mail'(browser) {
    const { context, page } = await open(browser, 'secretariat');
    await at(page, '/settings/paper');
    await page.getByText('USBメモリの棚卸し').first().waitFor();
    await say_axe(page, 'the list for people without mail');
    await shoot(page, 'paper');
    const [list] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '一覧を印刷する' }).click()]);
    check(list.suggestedFilename() === 'お知らせ（メールが届かない方へ）.pdf', 'the list is a PDF with a Japanese name', list.suggestedFilename());
    await list.saveAs(`${pictures}paper.pdf`);
    const before = await page.locator('tbody tr').count();
    await page.keyboard.press('Tab');
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: '伝えたことにする（1件）' }).click();
    await page.getByText('1件を、伝えたことにしました').waitFor();
    check((await page.locator('tbody tr').count()) === before - 1, 'what was told leaves the list');
    await at(page, '/settings/me');
    await page.getByText('毎週月曜日').click();
    await page.reload();
    check(await page.getByLabel('毎週月曜日').isChecked(), 'the own rhythm is kept');
    await say_axe(page, 'the own account');
    check(context.trouble.length + (await violations(page)).length === 0, 'the list breaks no policy', context.trouble.join('\n'));
    await context.close();
  },
});
