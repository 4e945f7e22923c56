// Every route in both themes, three widths and two languages: axe finds nothing, nothing scrolls sideways but tables,
// the policy is never broken; one picture of each.

import { account_of, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const widths = [[1600, 900], [1280, 800], [390, 844]];
const routes = {
  secretariat: ['/today', '/sheet', '/sheet/YEAR/totals', '/sheet/YEAR/check', '/sheet/YEAR/progress', '/executive/YEAR', '/sheet/YEAR/items/94', '/sheet/import', '/settings/me', '/no-such-page'],
  ciso: ['/today', '/sheet/YEAR/approve'],
  administrator: ['/today', '/settings/departments', '/settings/users', '/trail'],
};

async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForSelector('h1');
  await page.waitForFunction(() => !/読み込んでいます|Loading…/.test(document.querySelector('main')?.textContent ?? ''));
  if (/^\/executive/.test(new URL(page.url()).pathname)) await page.waitForSelector('.heat svg', { state: 'attached' });
  // Where the panel is folded away, as at 400 %, its picture is drawn when somebody opens it.
  if (page.viewportSize().width >= 390 && /^\/sheet\/\d+$/.test(new URL(page.url()).pathname)) await page.waitForSelector('.right figure svg[role=img]', { state: 'attached' });
}

async function look_at(page, route, where, name) {
  await settle(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(wide <= 0, `${where} does not scroll sideways`, `${wide} px too wide`);
  const broken = await violations(page);
  check(broken.length === 0, `${where} breaks no policy`, broken.join('\n'));
  const small = await page.evaluate(() => [...document.querySelectorAll('a, button, input, select, summary')]
    .filter((one) => one.checkVisibility() && !one.classList.contains('hidden') && !one.closest('.hidden') && !one.closest('p, td, li, .note') && !one.classList.contains('skip'))
    // Cells of a heat map stand 24 px apart, centre to centre: the spacing exception of WCAG 2.5.8.
    .filter((one) => !one.closest('svg'))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width > 0 && Math.max(box.height, one.closest('label')?.getBoundingClientRect().height ?? 0) < 23.5)
    .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${Math.round(box.width)}×${Math.round(box.height)}`));
  check(small.length === 0, `${where} has targets of 24 px and more`, small.slice(0, 5).join('\n'));
  await page.screenshot({ path: `${pictures}${name}.png` });
  await say_axe(page, where);
}

function chapter(role, language, theme) {
  return async (browser) => {
    const context = await open_context(browser, { locale: language === 'ja' ? 'ja-JP' : 'en-GB', colorScheme: theme });
    const page = await context.newPage();
    await sign_in(page, account_of(role), language);
    const year = routes[role].some((route) => route.includes('YEAR')) ? await page.evaluate(async () => (await (await fetch('/api/v1/session')).json()).today).then((today) => Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) < 4 ? 1 : 0)) : 0;
    for (const route of routes[role]) {
      await page.goto(base + route.replace('YEAR', year));
      for (const [width, height] of widths) {
        await page.setViewportSize({ width, height });
        await look_at(page, route, `${route} ${width} px ${language} ${theme}`, `${route.replace('YEAR', 'year').replace(/\W+/g, '-').replace(/^-/, '')}-${width}-${language}-${theme}`);
      }
    }
    check(context.trouble.length === 0, `no errors, no foreign hosts: ${role} ${language} ${theme}`, context.trouble.join('\n'));
    await context.close();
  };
}

async function at_the_door(browser) {
  for (const language of ['ja', 'en']) {
    for (const theme of ['light', 'dark']) {
      const context = await open_context(browser, { locale: language === 'ja' ? 'ja-JP' : 'en-GB', colorScheme: theme });
      const page = await context.newPage();
      await page.goto(`${base}/sign-in`);
      for (const [width, height] of widths) {
        await page.setViewportSize({ width, height });
        await page.waitForSelector('h1');
        await look_at(page, '/sign-in', `/sign-in ${width} px ${language} ${theme}`, `sign-in-${width}-${language}-${theme}`);
      }
      await context.close();
    }
  }
}

async function forced_and_zoomed(browser) {
  const context = await open_context(browser, { forcedColors: 'active', reducedMotion: 'reduce', viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  await sign_in(page, account_of('secretariat'));
  for (const route of ['/today', '/sheet', '/settings/me']) {
    await page.goto(base + route);
    await look_at(page, route, `${route} at 400 % with forced colours`, `${route.replace(/\W+/g, '-').replace(/^-/, '')}-zoomed-forced`);
  }
  await context.close();
}

await story({
  'the door': at_the_door,
  ...Object.fromEntries(Object.keys(routes).flatMap((role) => ['ja', 'en'].flatMap((language) => ['light', 'dark'].map((theme) => [`${role} ${language} ${theme}`, chapter(role, language, theme)])))),
  'zoomed, forced colours': forced_and_zoomed,
});
