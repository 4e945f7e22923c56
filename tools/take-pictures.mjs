// Takes the pictures of docs/images from a running demo company: node tools/take-pictures.mjs
// SONAE_URL is the server, SONAE_ACCOUNTS the file of `sonae demo --credentials`.

import { fileURLToPath } from 'node:url';
import { account_of, accounts, base, check, open_context, sign_in, story } from '../tests/browser/support.mjs';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const pc = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
// File, who looks, on what, at which page, and what must be there first.
const wanted = [
  ['today', account_of('secretariat'), pc, '/today', 'article'],
  ['progress', account_of('secretariat'), pc, '/sheet/{year}/progress', 'tbody tr'],
  ['compare', account_of('secretariat'), pc, '/sheet/{year}/compare', '.kind:not(.off) tbody tr'],
  ['executive', account_of('ciso'), pc, '/executive/{year}', '.heat svg'],
  ['answer-phone', accounts.find((one) => one.role === 'manager'), phone, '/answer', 'a.start'],
];

await story({
  async pictures(browser) {
    for (const [name, who, options, page_at, waits_for] of wanted) {
      const context = await open_context(browser, options);
      const page = await context.newPage();
      await sign_in(page, who);
      const year = await page.evaluate(async () => (await (await fetch('/api/v1/assessments')).json()).assessments[0].fiscal_year);
      await page.goto(base + page_at.replace('{year}', year));
      await page.waitForSelector(waits_for);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${folder}${name}.png` });
      check(true, `${name}.png`);
      await context.close();
    }
  },
});
