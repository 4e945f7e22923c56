// The work around the sheet: the secretariat asks departments, a question goes to and fro, an item is handed to a
// colleague, findings are left with a reason, the CISO sends back and approves, the sheet is handed in and opened again.

import { account_of, accounts, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const named = (login) => accounts.find((one) => one.login === login);

async function at(browser, account, options = {}) {
  const context = await open_context(browser, options);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(base).origin });
  const page = await context.newPage();
  await sign_in(page, account);
  return { context, page };
}
/** Through the routes, for what other stories show on their pages. */
const call = (page, method, path, body) =>
  page.evaluate(async ([verb, where, what]) => {
    const session = await (await fetch('/api/v1/session')).json();
    const reply = await fetch(`/api/v1${where}`, { method: verb, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf }, body: what === undefined ? undefined : JSON.stringify(what) });
    const text = await reply.text();
    return { status: reply.status, body: text === '' ? null : JSON.parse(text) };
  }, [method, path, body]);

async function sheet_of(page) {
  const today = await call(page, 'GET', '/today');
  return { id: today.body.sheet.id, year: today.body.sheet.fiscal_year };
}
async function open_progress(page) {
  const sheet = await sheet_of(page);
  await page.goto(`${base}/sheet/${sheet.year}/progress`);
  await page.waitForSelector('table tbody tr');
  return sheet;
}
const row_of = (page, name) => page.locator('tbody tr', { hasText: name });
async function calm(context, page, where) {
  check(context.trouble.length + (await violations(page)).length === 0, `${where} stays within its policy and its host`, [...context.trouble, ...(await violations(page))].join('\n'));
}

await story({
  async 'the secretariat asks a department'(browser) {
    const { context, page } = await at(browser, account_of('secretariat'));
    await open_progress(page);
    check((await page.locator('tbody tr').count()) >= 5, 'every department with items has its row');
    check(/未依頼/.test(await row_of(page, '購買課').textContent()), 'a department that was not asked says so');
    await row_of(page, '購買課').locator('input[type=checkbox]').check();
    await page.getByRole('button', { name: '依頼を送る' }).last().click();
    await page.waitForSelector('dialog pre');
    await page.fill('dialog input[type=date]', '2099-09-18');
    await page.waitForFunction(() => /2099\/9\/18まで：自己評価 \d+項目のご回答/.test(document.querySelector('dialog .subject')?.textContent ?? ''));
    check(/購買課 責任者 様/.test(await page.locator('dialog pre').textContent()), 'the text is addressed to the department');
    await page.getByRole('button', { name: '本文をコピー' }).click();
    await page.waitForFunction(() => /コピーしました/.test(document.querySelector('dialog')?.textContent ?? ''));
    check(/\/answer/.test(await page.evaluate(() => navigator.clipboard.readText())), 'the copied text carries the link');
    await say_axe(page, 'the request dialog');
    await page.screenshot({ path: `${pictures}work-request.png` });
    await page.getByRole('button', { name: '送る', exact: true }).click();
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.waitForFunction(() => [...document.querySelectorAll('tbody tr')].some((row) => /購買課/.test(row.textContent) && /回答中/.test(row.textContent)));
    check(/2099\/09\/18/.test(await row_of(page, '購買課').textContent()), 'the row shows state and date');
    for (const [width, height] of [[1600, 900], [1280, 800], [390, 844]]) {
      await page.setViewportSize({ width, height });
      check((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0, `progress does not scroll sideways at ${width} px`);
      await page.screenshot({ path: `${pictures}work-progress-${width}.png` });
    }
    await say_axe(page, 'progress');
    await calm(context, page, 'progress');
    await context.close();
  },

  async 'an item is handed to a colleague'(browser) {
    const manager = await at(browser, named('tanaka'));
    const sheet = await sheet_of(manager.page);
    const whole = await call(manager.page, 'GET', `/assessments/${sheet.id}`);
    const no = whole.body.answers.find((one) => one.score === '' && one.assignee === null).no;
    const handed = whole.body.answers.filter((one) => one.assignee?.name === named('yoshida').name).length;
    await manager.page.goto(`${base}/sheet/${sheet.year}/items/${no}`);
    await manager.page.getByRole('button', { name: '任せる' }).click();
    await manager.page.locator('select.short').last().selectOption({ label: `${named('yoshida').name}（製造部）` });
    await manager.page.getByRole('button', { name: '任せる' }).last().click();
    await manager.page.waitForFunction((name) => document.querySelector('main').textContent.includes(`${name}さんに任せています`), named('yoshida').name);
    check(true, 'the manager hands an item to a colleague by name');

    const employee = await at(browser, named('yoshida'), { viewport: { width: 390, height: 844 } });
    await employee.page.goto(`${base}/today`);
    await employee.page.waitForSelector('article');
    check((await employee.page.locator('main').textContent()).includes(`あなたに任された項目が ${handed + 1} あります`), 'the colleague finds it under 今日やること');
    await employee.page.screenshot({ path: `${pictures}work-today-employee.png` });
    const theirs = await call(employee.page, 'GET', `/assessments/${sheet.id}`);
    check(theirs.body.items.length === handed + 1 && theirs.body.items.some((item) => item.no === no), 'and sees nothing else of the sheet');
    await employee.context.close();

    await manager.page.getByRole('button', { name: '戻してもらう' }).click();
    await manager.page.waitForFunction(() => document.querySelector('main').textContent.includes('この項目は部門の責任者が答えます'));
    check(true, 'and the manager takes it back');
    await manager.page.getByLabel('事務局への質問').fill('この設備は対象に入りますか。');
    await manager.page.getByRole('button', { name: '質問する' }).click();
    await manager.page.waitForFunction(() => /事務局の返事待ち/.test(document.querySelector('main').textContent));
    await say_axe(manager.page, 'an item with a question');
    await calm(manager.context, manager.page, 'the item page');

    const office = await at(browser, account_of('secretariat'));
    await office.page.goto(`${base}/today`);
    await office.page.waitForSelector('article');
    check(/部門からの質問が \d+ 件/.test(await office.page.locator('main').textContent()), 'the secretariat is told of the question');
    check((await office.page.locator('article').count()) <= 7, 'today shows at most seven cards');
    check((await office.page.locator('main .button.filled').count()) === 1, 'one of them is the next step');
    await say_axe(office.page, 'today');
    await office.page.screenshot({ path: `${pictures}work-today-secretariat.png` });
    await office.page.goto(`${base}/sheet/${sheet.year}/items/${no}`);
    // The demo company may have asked about the same item before.
    const thread = office.page.locator('article').filter({ hasText: 'この設備は対象に入りますか。' });
    await thread.getByLabel('返事').fill('はい、対象です。');
    await thread.getByRole('button', { name: '返事を書き込む' }).click();
    await thread.filter({ hasText: '部門の返事待ち' }).waitFor();
    await office.page.screenshot({ path: `${pictures}work-item.png`, fullPage: true });
    await office.page.goto(`${base}/sheet/${sheet.year}?no=${no}`);
    await office.page.waitForFunction((wanted) => /質問中/.test(document.querySelector(`tr[data-no="${wanted}"]`)?.textContent ?? ''), no);
    check(true, 'the row of the sheet is marked');
    await office.context.close();
    await manager.context.close();
  },

  async 'findings are corrected or left with a reason'(browser) {
    const { context, page } = await at(browser, account_of('secretariat'));
    const sheet = await sheet_of(page);
    await page.goto(`${base}/sheet/${sheet.year}/check`);
    await page.waitForSelector('details li');
    const open = async () => Number(/見直すとよいところが (\d+)件/.exec(await page.locator('main').textContent())?.[1] ?? '0');
    const before = await open();
    await page.locator('details[open] li').first().getByRole('button', { name: /このままでよい理由を書く/ }).click();
    check(await page.locator('dialog .button.filled').isDisabled(), 'a reason is compulsory');
    await page.fill('dialog textarea', '設備の入替え中のため、来期に答えます。');
    await say_axe(page, 'the waiver dialog');
    await page.locator('dialog .button.filled').click();
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.waitForFunction((count) => document.querySelector('main').textContent.includes(`見直すとよいところが ${count}件`), before - 1);
    check(true, 'a finding with a reason is open no more');
    await page.locator('details', { hasText: '理由を書いて残した指摘' }).locator('summary').click();
    check(/来期に答えます/.test(await page.locator('main').textContent()), 'the reason stands beside it');
    await page.screenshot({ path: `${pictures}work-check.png` });
    await page.getByRole('button', { name: /理由を取り消す/ }).first().click();
    await page.waitForFunction((count) => document.querySelector('main').textContent.includes(`見直すとよいところが ${count}件`), before);
    check(true, 'and open again when the reason is taken back');
    await calm(context, page, 'the check');
    await context.close();
  },

  async 'approved, handed in, opened again'(browser) {
    const office = await at(browser, account_of('secretariat'));
    const sheet = await open_progress(office.page);
    const base_route = `/assessments/${sheet.id}`;
    const found = (await call(office.page, 'GET', `${base_route}/findings`)).body.findings;
    for (const one of found) if (one.waived === null) await call(office.page, 'POST', `${base_route}/waivers`, { no: one.no, code: one.code, reason: '確認済み', version: one.version });
    await office.page.reload();
    await office.page.getByRole('button', { name: '待たずに進める' }).click();
    await office.page.fill('dialog textarea', '残りの部門は事務局が聞き取りました。');
    await office.page.locator('dialog .button.filled').click();
    await office.page.waitForFunction(() => /承認待ち/.test(document.querySelector('main').textContent));
    await office.page.goto(`${base}/sheet/${sheet.year}`);
    await office.page.waitForSelector('.lock');
    check(/CISOの確認を待っている/.test(await office.page.locator('.lock').textContent()), 'the sheet says why nobody edits');

    const ciso = await at(browser, account_of('ciso'));
    await ciso.page.goto(`${base}/today`);
    await ciso.page.waitForSelector('article');
    check(/承認のお願いが届いています/.test(await ciso.page.locator('main').textContent()), 'the CISO is told');
    await ciso.page.getByRole('link', { name: '内容を見て決める' }).click();
    await ciso.page.waitForSelector('h2');
    await say_axe(ciso.page, 'the approval');
    for (const [width, height] of [[1600, 900], [390, 844]]) {
      await ciso.page.setViewportSize({ width, height });
      await ciso.page.screenshot({ path: `${pictures}work-approve-${width}.png` });
    }
    await ciso.page.setViewportSize({ width: 1280, height: 800 });
    await ciso.page.getByRole('button', { name: '差し戻す' }).click();
    await ciso.page.fill('dialog textarea', 'No.3 の根拠を具体的にしてください。');
    await ciso.page.locator('dialog .button.filled').click();
    await ciso.page.waitForFunction(() => /いま承認を待っているシートはありません/.test(document.querySelector('main').textContent));
    await open_progress(office.page);
    check(/CISOから差し戻されました：「No.3 の根拠を具体的にしてください。」|No.3 の根拠を具体的にしてください。/.test(await office.page.locator('main').textContent()), 'the secretariat reads the reason');

    await office.page.getByRole('button', { name: '待たずに進める' }).click();
    await office.page.fill('dialog textarea', '残りの部門は事務局が聞き取りました。');
    await office.page.locator('dialog .button.filled').click();
    await office.page.waitForFunction(() => /承認待ち/.test(document.querySelector('main').textContent));
    await ciso.page.reload();
    await ciso.page.getByRole('button', { name: '承認する' }).click();
    await ciso.page.locator('dialog .button.filled').click();
    await ciso.page.waitForFunction(() => /もう承認されています/.test(document.querySelector('main').textContent));
    check(true, 'the CISO approves');
    await calm(ciso.context, ciso.page, 'the approval');
    await ciso.context.close();

    await open_progress(office.page);
    await office.page.getByRole('button', { name: '提出する' }).click();
    await office.page.waitForFunction(() => /1回目の提出/.test(document.querySelector('main').textContent), null, { timeout: 20_000 });
    const [file] = await Promise.all([office.page.waitForEvent('download'), office.page.getByRole('button', { name: '提出したExcel' }).click()]);
    check(/\.xlsx$/.test(file.suggestedFilename()), 'the very workbook is kept and can be taken');
    await say_axe(office.page, 'progress after the hand-in');
    await office.page.screenshot({ path: `${pictures}work-handed-in.png`, fullPage: true });
    await office.page.getByRole('button', { name: 'シートを開き直す' }).click();
    await office.page.fill('dialog textarea', '取引先から確認がありました。');
    await office.page.locator('dialog .button.filled').click();
    await office.page.waitForFunction(() => /記入中/.test(document.querySelector('main').textContent));
    check(/1回目の提出/.test(await office.page.locator('main').textContent()), 'what was handed in stays when the sheet is opened again');
    for (const one of (await call(office.page, 'GET', `${base_route}/findings`)).body.findings) if (one.waived !== null) await call(office.page, 'DELETE', `${base_route}/waivers/${one.waived.id}`);
    await calm(office.context, office.page, 'progress');
    await office.context.close();
  },

  async 'the auditor reads, and writes nothing but notes'(browser) {
    const { context, page } = await at(browser, account_of('auditor'));
    await page.waitForSelector('h2');
    check(/これまでに起きたこと|のあとに起きたこと/.test(await page.locator('main').textContent()), 'today says what is new');
    await say_axe(page, "the auditor's today");
    const sheet = await sheet_of(page);
    await page.goto(`${base}/sheet/${sheet.year}/items/3`);
    await page.getByLabel('新しいメモ').fill('台帳の実物を見る。');
    await page.getByRole('button', { name: 'メモを書く' }).click();
    await page.waitForFunction(() => [...document.querySelectorAll('article .text')].some((one) => one.textContent === '台帳の実物を見る。'));
    await say_axe(page, 'the item page of the auditor');
    await page.screenshot({ path: `${pictures}work-notes.png`, fullPage: true });
    await page.getByRole('button', { name: '消す' }).click();
    await page.getByRole('button', { name: '元に戻す' }).click();
    await page.waitForFunction(() => [...document.querySelectorAll('article .text')].some((one) => one.textContent === '台帳の実物を見る。'));
    check(true, 'a deleted note comes back');
    await calm(context, page, 'the page of the auditor');
    await context.close();
  },
});
