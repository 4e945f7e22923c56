// What every browser story needs: a browser, sign-in, counted checks, axe, and a watch on the security policy.
// SONAE_URL is the server, SONAE_ACCOUNTS the file of `sonae demo --credentials` (or the test double's).

import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const from_page = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = from_page('playwright-core');
export const axe_source = from_page('axe-core').source;

export const base = process.env.SONAE_URL ?? 'http://127.0.0.1:8811';
export const accounts = JSON.parse(readFileSync(process.env.SONAE_ACCOUNTS ?? fileURLToPath(new URL('../../build/mock-accounts.json', import.meta.url)), 'utf8')).accounts;
export const pictures = fileURLToPath(new URL('../../build/screenshots/', import.meta.url));
mkdirSync(pictures, { recursive: true });

let failed = false;
export function check(holds, sentence, detail = '') {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${sentence}`);
  if (!holds && detail !== '') console.log(`     ${String(detail).split('\n').join('\n     ')}`);
  failed ||= !holds;
}

/** Runs the chapters one after the other; a chapter that throws fails under its own name and the others still run. */
export async function story(chapters) {
  const browser = await chromium.launch({
    executablePath: process.env.SONAE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  for (const [name, chapter] of Object.entries(chapters)) {
    try {
      await chapter(browser);
    } catch (problem) {
      check(false, name, problem.stack ?? problem);
    }
  }
  await browser.close();
  process.exit(failed ? 1 : 0);
}

export const account_of = (role) => accounts.find((one) => one.role === role) ?? (() => { throw new Error(`no account with the role ${role}`); })();

/** The six digits of RFC 6238 for now. */
export function code_of(secret, at = Date.now()) {
  const bits = [...secret.replace(/=+$/, '')].map((char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Violations of the policy, errors of the page and requests to other hosts, gathered while a context lives. */
export async function open_context(browser, options = {}) {
  const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: { width: 1600, height: 900 }, acceptDownloads: true, ...options });
  context.trouble = [];
  await context.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  context.on('page', (page) => {
    page.on('pageerror', (problem) => context.trouble.push(`error in the page: ${problem.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) context.trouble.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).host !== new URL(base).host) context.trouble.push(`request to ${request.url()}`);
    });
  });
  return context;
}

// A code of the second factor works once. Contexts of the same person share the session instead of waiting for the
// next code.
const second_factor_cookies = new Map();

export async function sign_in(page, account, language = 'ja') {
  const cookies = second_factor_cookies.get(account.login);
  if (cookies !== undefined) {
    await page.context().addCookies(cookies);
    await page.goto(`${base}/today`);
    await page.waitForSelector('header button.who');
    return speak(page, language);
  }
  await page.goto(`${base}/sign-in`);
  await page.fill('input[name=username]', account.login);
  await page.fill('input[name=password]', account.password);
  await page.click('form button.filled');
  if (account.totp_secret) {
    await page.fill('input[name=code]', account.totp_code ?? code_of(account.totp_secret));
    await page.click('form button.filled');
    const refused = await page.waitForSelector('header button.who, [role=alert]');
    if ((await refused.getAttribute('role')) === 'alert') {
      await new Promise((next_code) => setTimeout(next_code, 30_500 - (Date.now() % 30_000)));
      await page.fill('input[name=code]', code_of(account.totp_secret));
      await page.click('form button.filled');
    }
  }
  await page.waitForSelector('header button.who');
  if (account.totp_secret) second_factor_cookies.set(account.login, await page.context().cookies());
  await speak(page, language);
}

/** The account's language, as an earlier story may have left another one. */
export async function speak(page, language) {
  if ((await page.evaluate(() => document.documentElement.lang)) === language) return;
  await page.evaluate(async (wanted) => {
    const session = await (await fetch('/api/v1/session')).json();
    await fetch('/api/v1/me', { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf }, body: JSON.stringify({ language: wanted }) });
  }, language);
  await page.reload();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}

export async function violations(page) {
  return page.evaluate(() => window.violations);
}

export const cell = (page) => page.locator('.scroller textarea');
export async function go_to_cell(page, no, column) {
  await page.locator(`tr[data-no="${no}"] > ${column === 'no' ? 'th' : `td.${column}`}`).first().click();
}
export async function saved(page) {
  await page.waitForFunction(() => /保存済み|Saved/.test(document.querySelector('.bar .state')?.textContent ?? ''), null, { timeout: 15_000 });
}
export async function say_axe(page, where) {
  await page.evaluate(axe_source);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return result.violations.map((one) => `${one.id}: ${one.help}\n  ${one.nodes.slice(0, 4).map((node) => `${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`).join('\n  ')}`);
  });
  check(found.length === 0, `axe finds nothing on ${where}`, found.join('\n'));
}
