// What two persons do together, access in an emergency, limits, deleting and restoring a department.

import { account_of, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const open = async (browser, account, options) => {
  const context = await open_context(browser, options);
  const page = await context.newPage();
  await sign_in(page, account);
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
    await page.screenshot({ path: `${pictures}${name}-${width}.png`, fullPage: width === 390 });
  }
  await page.setViewportSize({ width: 1600, height: 900 });
};
const login = `kansa-${Date.now()}`;

await story({
  async 'a second person confirms'(browser) {
    const { context, page } = await open(browser, account_of('administrator'));
    await at(page, '/settings/users');
    await page.getByRole('button', { name: 'アカウントを追加' }).click();
    const dialog = page.locator('dialog');
    await dialog.locator('input.input').nth(0).fill('監査 次郎');
    await dialog.locator('input.input').nth(1).fill(login);
    await dialog.getByLabel('監査担当').check();
    await dialog.locator('button[type=submit]').click();
    await page.getByText('最初のパスワード').first().waitFor();
    await page.locator('dialog button.filled').click();
    await page.getByRole('button', { name: '監査 次郎さんのアカウントを変更する' }).last().click();
    check((await dialog.getByRole('button', { name: '新しいパスワード', exact: true }).count()) === 0, 'nobody alone gives an auditor a new password');
    await dialog.getByLabel('理由').fill('本人が忘れたため');
    await say_axe(page, 'the account of an auditor');
    await page.screenshot({ path: `${pictures}two-persons-dialog.png` });
    await dialog.getByRole('button', { name: '新しいパスワードを依頼' }).click();
    await dialog.getByText('依頼しました').waitFor();
    await at(page, '/settings/confirmations');
    await page.getByText('監査 次郎 さんに新しい最初のパスワードを発行する').waitFor();
    check((await page.getByRole('button', { name: '確認して実行する' }).count()) === 0, 'who asked cannot confirm');
    await shoot(page, 'confirmations-asked');
    await context.close();

    const other = await open(browser, account_of('ciso'));
    await at(other.page, '/settings/confirmations');
    await other.page.getByText('本人が忘れたため').waitFor();
    await say_axe(other.page, 'what waits for a second person');
    await shoot(other.page, 'confirmations');
    await other.page.getByRole('button', { name: '確認して実行する' }).click();
    const code = other.page.locator('dialog code').nth(1);
    await code.waitFor();
    check((await code.textContent()).length >= 12, 'the one who confirms is shown the password once');
    await other.page.locator('dialog button.filled').click();
    await other.page.getByText('確認を待っている依頼はありません').waitFor();
    check(other.context.trouble.length + (await violations(other.page)).length === 0, 'confirming breaks no policy', other.context.trouble.join('\n'));
    await other.context.close();
  },

  async 'access in an emergency'(browser) {
    const { context, page } = await open(browser, account_of('administrator'));
    check((await page.locator('#nav a').allTextContents()).every((word) => !word.includes('チェックシート')), 'the administrator has no sheet');
    await at(page, '/settings/break-glass');
    await page.getByLabel('理由').fill('取引先の確認に、担当者不在のまま答えるため');
    await page.getByLabel('時間').selectOption('10');
    await say_axe(page, 'the beginning of an emergency access');
    await shoot(page, 'break-glass-begin');
    await page.getByRole('button', { name: '緊急閲覧を始める' }).click();
    await page.locator('.ribbon').waitFor();
    check(/残り (9|10) 分/.test(await page.locator('.ribbon').textContent()), 'the ribbon counts the minutes');
    check((await page.locator('.ribbon').textContent()).includes('取引先の確認'), 'and says the reason');
    await at(page, '/sheet');
    await page.waitForSelector('tr[data-no="1"]');
    check(true, 'the administrator reads the sheet');
    const before = await page.locator('tr[data-no="1"] > td.score').textContent();
    await page.locator('tr[data-no="1"] > td.score').click();
    await page.keyboard.press('0');
    await page.waitForTimeout(300);
    check((await page.locator('tr[data-no="1"] > td.score').textContent()) === before, 'and changes nothing');
    await say_axe(page, 'the sheet in an emergency');
    await page.screenshot({ path: `${pictures}break-glass-sheet.png` });

    for (const role of ['secretariat', 'ciso', 'auditor']) {
      const concerned = await open(browser, account_of(role));
      await at(concerned.page, '/today');
      await concerned.page.getByText('チェックシートを緊急閲覧しています').waitFor();
      check(true, `${role} is told on the first page`);
      if (role === 'ciso') await shoot(concerned.page, 'break-glass-notice');
      if (role === 'ciso') await say_axe(concerned.page, 'the notice of an emergency access');
      await concerned.context.close();
    }
    await at(page, '/settings/break-glass');
    await page.getByRole('button', { name: 'いま終える' }).click();
    await page.getByText('終了').first().waitFor();
    await page.waitForFunction(() => document.querySelector('.ribbon') === null);
    check((await page.locator('#nav a').allTextContents()).every((word) => !word.includes('チェックシート')), 'ended by hand, the sheet is gone at once');
    await shoot(page, 'break-glass-ended');
    check(context.trouble.length + (await violations(page)).length === 0, 'the emergency breaks no policy', context.trouble.join('\n'));
    await context.close();
  },

  async 'limits and departments'(browser) {
    const { context, page } = await open(browser, account_of('administrator'));
    await at(page, '/settings/limits');
    await page.getByText('ディスクの空き').first().waitFor();
    await say_axe(page, 'the limits');
    await shoot(page, 'limits');
    await at(page, '/settings/departments');
    const name = `試作課 ${Date.now()}`;
    await page.locator('textarea').fill(name);
    await page.locator('form button.filled').click();
    await page.getByRole('button', { name: `${name} を削除` }).click();
    await page.getByRole('button', { name: `${name} を元に戻す` }).waitFor();
    check((await page.getByRole('button', { name: `${name} を削除` }).count()) === 0, 'an empty department is deleted');
    await say_axe(page, 'the departments with a deleted one');
    await shoot(page, 'departments-deleted');
    await page.getByRole('button', { name: `${name} を元に戻す` }).click();
    await page.getByRole('button', { name: `${name} を削除` }).waitFor();
    check(true, 'and restored');
    const used = await page.locator('tbody tr').filter({ has: page.locator('td.number', { hasText: /^[1-9]/ }) }).first().locator('th').textContent();
    await page.locator('tbody tr').filter({ hasText: used.trim().slice(-3) }).first().getByRole('button', { name: /を削除$/ }).click();
    const refusal = page.locator('[role=alert]');
    await refusal.waitFor();
    check(/所属する人 \d+ 人/.test(await refusal.textContent()), 'one that people belong to stays, and the refusal says so', await refusal.textContent());
    await page.screenshot({ path: `${pictures}department-stays.png` });
    await page.getByRole('button', { name: `${name} を削除` }).click();
    check(context.trouble.length + (await violations(page)).length === 0, 'the settings break no policy', context.trouble.join('\n'));
    await context.close();
  },
});
