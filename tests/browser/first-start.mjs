// The first start of an empty installation: the one-time link, the company, the second factor. Needs a server that
// waits for its set-up: SONAE_URL and SONAE_SETUP_TOKEN (the part of the printed link after #).

import { base, check, code_of, open_context, pictures, say_axe, story } from './support.mjs';

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
    await page.fill('input[autocomplete=new-password]', 'four quiet words together 7');
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
    await page.waitForSelector('button.who');
    check(context.trouble.length === 0, 'the first start breaks no policy', context.trouble.join('\n'));
    await context.close();
  },
});
