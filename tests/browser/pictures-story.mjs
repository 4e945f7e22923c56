// The pictures: sentence, drawing, table, files; keys and presses in the heat map; the executive page and its PDF.

import { readFileSync } from 'node:fs';
import { account_of, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const year_of = (today) => Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) < 4 ? 1 : 0);
const this_year = (page) => page.evaluate(async () => (await (await fetch('/api/v1/session')).json()).today).then(year_of);

async function saved_file(page, press) {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

async function totals(browser) {
  const context = await open_context(browser);
  const page = await context.newPage();
  await sign_in(page, account_of('secretariat'));
  const year = await this_year(page);
  await page.goto(`${base}/sheet/${year}/totals`);
  const figures = page.locator('figure.picture');
  await page.waitForFunction(() => document.querySelectorAll('figure.picture svg').length === 4);
  check((await figures.count()) === 4, 'radar, heat map, trend and progress stand on the page');
  const sentences = await figures.locator('.sentence').allTextContents();
  check(sentences.every((one) => one.endsWith('。')), 'each says in a sentence what it means', sentences.join('\n'));
  check(await page.evaluate(() => [...document.querySelectorAll('figure.picture svg')].every((svg) => svg.getAttribute('aria-label') === svg.closest('figure').querySelector('.sentence').textContent)), 'and the sentence is what is read out');

  const radar = figures.nth(0);
  await radar.getByRole('button', { name: '表で見る' }).click();
  check((await radar.locator('tbody tr').count()) > 5, 'the radar turns into its table');
  await radar.getByRole('button', { name: '図で見る' }).click();
  check((await radar.locator('svg text').count()) > 5, 'and back');
  const png = await saved_file(page, () => radar.getByRole('button', { name: '画像で保存する' }).click());
  check(png.name.endsWith('.png') && png.bytes.subarray(1, 4).toString() === 'PNG', `the picture is saved (${png.name})`);
  const xlsx = await saved_file(page, () => figures.nth(1).getByRole('button', { name: 'Excelで保存する' }).click());
  check(xlsx.name.endsWith('.xlsx') && xlsx.bytes.subarray(0, 2).toString() === 'PK', `the numbers are saved (${xlsx.name})`);

  const cells = figures.nth(1).locator('svg a');
  check((await figures.nth(1).locator('svg a[tabindex="0"]').count()) === 1, 'the heat map is one stop of the tab key');
  await cells.first().focus();
  const before = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  await page.keyboard.press('ArrowDown');
  const after = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  check(before !== after && after !== null, 'arrow keys walk its cells', `${before} → ${after}`);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sheet\/\d+\?department=.+&label=.+/);
  await page.waitForSelector('tr[data-no]');
  check(true, 'Enter opens the sheet with the filters of the cell');
  check((await violations(page)).length === 0, 'no policy is broken', (await violations(page)).join('\n'));
  check(context.trouble.length === 0, 'no errors, no foreign hosts', context.trouble.join('\n'));
  await context.close();
}

async function follows_the_theme(browser) {
  for (const theme of ['light', 'dark']) {
    const context = await open_context(browser, { colorScheme: theme });
    const page = await context.newPage();
    await sign_in(page, account_of('secretariat'));
    await page.goto(`${base}/sheet/${await this_year(page)}/totals`);
    await page.waitForSelector('figure.picture svg text');
    const [text, page_text] = await page.evaluate(() => [getComputedStyle(document.querySelector('figure.picture svg text')).fill, getComputedStyle(document.documentElement).color]);
    check(text === page_text, `labels have the colour of text in the ${theme} theme`, `${text} ${page_text}`);
    await context.close();
  }
}

async function executive(browser) {
  const context = await open_context(browser, { viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await sign_in(page, account_of('ciso'));
  const year = await this_year(page);
  await page.getByRole('link', { name: '経営1枚' }).click();
  await page.waitForURL(/\/executive/);
  await page.waitForFunction(() => document.querySelectorAll('figure.picture svg').length === 3);
  check((await page.locator('.headline strong').textContent()).length > 3, 'the distance to the target stands on top, or that there is none');
  check((await page.locator('.stamps dt').allTextContents()).join() === 'CISO,事務局', 'stamps have their boxes');
  for (const [width, height] of [[1600, 900], [1280, 900], [390, 844]]) {
    await page.setViewportSize({ width, height });
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: `${pictures}executive-${width}.png`, fullPage: true });
    check(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `nothing scrolls sideways at ${width} px`);
    await say_axe(page, `the executive page at ${width} px`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  const pdf = await saved_file(page, () => page.getByRole('button', { name: 'PDFで保存する' }).click());
  check(pdf.name === `sonae-${year}-executive.pdf` && pdf.bytes.subarray(0, 5).toString() === '%PDF-', `the same as PDF (${pdf.name})`);
  check(context.trouble.length === 0, 'no errors, no foreign hosts', context.trouble.join('\n'));
  await context.close();
}

async function not_for_managers(browser) {
  const context = await open_context(browser);
  const page = await context.newPage();
  await sign_in(page, account_of('manager'));
  check((await page.getByRole('link', { name: '経営1枚' }).count()) === 0, 'a manager is not shown the executive page');
  const status = await page.evaluate(async () => {
    const list = await (await fetch('/api/v1/assessments')).json();
    return (await fetch(`/api/v1/assessments/${list.assessments[0].id}/executive`)).status;
  });
  check(status === 403, 'and is refused when asking for it', status);
  await context.close();
}

await story({ totals, 'the theme': follows_the_theme, 'the executive page': executive, 'not for managers': not_for_managers });
