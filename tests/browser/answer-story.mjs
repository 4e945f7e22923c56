// A department's manager answers question by question: on the phone, at the desk, with the keyboard alone; hands in
// what proves the answers, finds things again, and submits.

import { account_of, accounts, base, check, open_context, pictures, say_axe, sign_in, story, violations } from './support.mjs';

const manager = account_of('manager');
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const desk = { viewport: { width: 1280, height: 800 } };

async function open_page(browser, path, options, account = manager, language = 'ja') {
  const context = await open_context(browser, options);
  const page = await context.newPage();
  await sign_in(page, account, language);
  await page.goto(`${base}${path}`);
  await page.waitForSelector('h1');
  return { context, page };
}
const done = async (page) => Number(/(\d+)項目を回答済み/.exec(await page.locator('.far').textContent())?.[1]);
const score = (page, word) => page.locator('.scores label').filter({ hasText: word });
const settled = (page) => page.waitForFunction(() => /保存済み/.test(document.querySelector('[role=status]')?.textContent ?? '') || [...document.querySelectorAll('[role=status]')].some((one) => /保存済み/.test(one.textContent)), null, { timeout: 15_000 });
const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
const drop = (page, files) =>
  page.evaluate((given) => {
    const data = new DataTransfer();
    for (const { name, type, text, size } of given) data.items.add(new File([size === undefined ? text : new Uint8Array(size).fill(97)], name, { type }));
    document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, files);
const evidence = (page) => page.locator('.evidence');
async function close({ context, page }, where) {
  const found = [...context.trouble, ...(await violations(page))];
  check(found.length === 0, `no violation of the policy and no error ${where}`, found.join('\n'));
  await context.close();
}

let sheet_id = '';
async function api(page, path) {
  return page.evaluate(async (address) => (await fetch(`/api/v1${address}`)).json(), path);
}
async function open_item(page) {
  await page.goto(`${base}/answer`);
  await page.waitForSelector('.far');
  const href = await page.locator('a.start').getAttribute('href');
  return Number(href.split('/').pop());
}

await story({
  async 'on the phone'(browser) {
    const opened = await open_page(browser, '/today', phone);
    const { page } = opened;
    await page.click('header .menu');
    check((await page.locator('#nav a').allTextContents()).includes('回答する'), 'a manager finds 回答する in the menu');
    check(!(await page.locator('#nav a').allTextContents()).includes('自己評価シート'), 'the table is not a second entry of the same thing');
    await page.locator('#nav a', { hasText: '回答する' }).click();
    await page.waitForSelector('.far');
    check((await page.title()) === '回答する | Sonae', 'the title names the page');
    check(await page.evaluate(() => document.activeElement?.tagName === 'H1'), 'the focus is on the heading');
    const before = await done(page);
    check(before > 0, 'it says how many are done', await page.locator('.far').textContent());
    check(await wide(page), 'the list fits 390 px');
    await page.screenshot({ path: `${pictures}answer-390-list.png`, fullPage: true });
    await say_axe(page, 'the own items at 390 px');
    const first = (await page.locator('a.start').textContent()).match(/No\.(\d+)/)[1];
    const listed = await page.locator('.items .no').first().textContent();
    check(listed === `No.${first}`, 'what is open stands first', `${listed} ${first}`);
    await page.click('a.start');
    await page.waitForSelector('.question .scores');
    check((await page.locator('h1').textContent()).startsWith(`No.${first}`), 'the next open item opens');
    check((await page.locator('button.filled').count()) === 1, 'one filled button on the page');
    const small = await page.evaluate(() => [...document.querySelectorAll('.question button, .question fieldset label, .question label.button, .question select, .question > .row a')].filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 43.5).map((one) => `${one.textContent} ${one.getBoundingClientRect().height}`));
    check(small.length === 0, 'everything to press is at least 44 px high', small.join(', '));
    check(await page.locator('.photo').isVisible(), 'a phone offers its camera');
    check((await page.locator('.photo input').getAttribute('capture')) === 'environment', 'and means the one at the back');
    check(await wide(page), 'the question fits 390 px');
    await page.screenshot({ path: `${pictures}answer-390-question.png`, fullPage: true });
    await page.screenshot({ path: `${pictures}answer-390-first.png` });
    // Not half under the bar at the foot, which would be the place's fault and not the target's.
    await page.locator('.previous').evaluate((part) => part.scrollIntoView({ block: 'center' }));
    await say_axe(page, 'a question at 390 px');

    if (await page.getByRole('button', { name: '前年度と同じにする' }).isVisible()) {
      await page.getByRole('button', { name: '前年度と同じにする' }).click();
      check(/確かめて/.test(await page.locator('.check').textContent()), 'last year’s answer is copied with a word about its year');
    }
    await score(page, '対策中').click();
    await page.locator('.question textarea').first().fill('規程は制定済み。説明が残り2部門');
    await page.getByLabel('完了予定').fill('R9.3');
    await page.click('.go button');
    await page.waitForFunction((no) => !document.querySelector('h1')?.textContent.startsWith(`No.${no}`), first);
    check((await done(page)) === before + 1, 'one more is done', `${before} ${await done(page)}`);
    await page.goto(`${base}/answer/${first}`);
    await page.waitForSelector('.question .scores');
    check((await page.locator('.question textarea').first().inputValue()) === '規程は制定済み。説明が残り2部門', 'what was typed is stored');
    check((await page.getByLabel('完了予定').inputValue()) === '2027/03/31', 'the date of an era is its day');
    await close(opened, 'on the phone');
  },

  async 'at the desk'(browser) {
    const opened = await open_page(browser, '/answer', desk);
    const { page, context } = opened;
    sheet_id = (await api(page, '/assessments')).assessments[0].id;
    const no = await open_item(page);
    await page.click('a.start');
    await page.waitForSelector('.question .scores');
    await score(page, '完了').click();
    check(!(await page.getByLabel('完了予定').isVisible()), 'a finished item asks for no date');
    await score(page, '対策中').click();
    check(await page.getByLabel('完了予定').isVisible(), 'one under way does');
    check(await page.locator('.warnings').isVisible(), 'what is missing is said at once');
    check((await page.locator('details.chosen summary').textContent()).includes('対策中'), 'the help follows the score');
    await page.screenshot({ path: `${pictures}answer-1280-question.png` });
    await say_axe(page, 'a question with warnings at 1280 px');

    // A colleague changes the same field meanwhile: nothing is lost, both are shown.
    await settled(page);
    const secretary = await open_page(browser, `/sheet/2026/items/${no}`, desk, account_of('secretariat'));
    await secretary.page.waitForSelector('textarea');
    const typed = page.locator('.question textarea').first();
    await typed.fill('');
    await typed.pressSequentially('責任者が書いた根拠 2025年');
    await secretary.page.getByLabel('評価の根拠').fill('事務局が書いた根拠');
    await secretary.page.getByLabel('評価の根拠').blur();
    await settled(secretary.page);
    await page.waitForResponse((reply) => reply.url().includes('/changes?') && reply.ok());
    check((await typed.inputValue()) === '責任者が書いた根拠 2025年', 'what is being typed is never overwritten');
    await page.click('.go button');
    await page.waitForSelector('.conflict');
    check((await page.locator('h1').textContent()).startsWith(`No.${no}`), 'a conflict keeps the question open');
    check((await page.locator('.conflict').textContent()).includes('事務局が書いた根拠'), 'and shows what the other wrote');
    await say_axe(page, 'a question with a conflict');
    await page.getByRole('button', { name: '両方をつなぐ' }).click();
    await settled(page);
    check((await page.locator('.question textarea').first().inputValue()).includes('責任者が書いた根拠'), 'both can be kept');
    await secretary.context.close();

    // The table instead, and remembered.
    await page.goto(`${base}/answer`);
    await page.waitForSelector('.far');
    await page.getByLabel('表で').click();
    await page.waitForSelector('tr[data-no]');
    check(new URL(page.url()).pathname.startsWith('/sheet/'), 'the table is the sheet');
    check((await page.locator('#nav a[aria-current]').textContent()) === '回答する', 'which is still 回答する in the menu');
    await page.goto(`${base}/answer`);
    await page.waitForSelector('tr[data-no]');
    check(true, 'the choice is remembered');
    await page.getByRole('link', { name: '1問ずつ答える' }).click();
    await page.waitForSelector('.far');
    check(new URL(page.url()).pathname === '/answer', 'and taken back in the table');
    await page.screenshot({ path: `${pictures}answer-1280-list.png` });
    await context.setOffline(true);
    await page.click('a.start');
    await page.waitForSelector('.question .scores').catch(() => null);
    await context.setOffline(false);
    await close(opened, 'at the desk');
  },

  async 'what proves it'(browser) {
    const opened = await open_page(browser, '/answer', { ...desk, permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = opened;
    const no = await open_item(page);
    await page.click('a.start');
    await page.waitForSelector('.drop');
    check(!(await page.locator('.photo').isVisible()), 'a desk has no camera button');
    await drop(page, [
      { name: '点検記録.txt', type: 'text/plain', text: '9月1日 点検しました\n' },
      { name: 'evil.svg', type: 'image/png', text: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' },
      { name: 'film.mp4', type: 'video/mp4', size: 21 * 1024 * 1024 },
      { name: 'nothing.txt', type: 'text/plain', text: '' },
    ]);
    await evidence(page).locator('button.name', { hasText: '点検記録.txt' }).waitFor();
    const refusals = await page.locator('.evidence [role=alert]').textContent();
    check(refusals.includes('HTML・SVG・XML'), 'what could run is refused in words', refusals);
    check(refusals.includes('film.mp4') && refusals.includes('大きすぎます（21 MB、上限 20 MB）'), 'what is too large is said before it is sent', refusals);
    check(refusals.includes('nothing.txt'), 'an empty file is named', refusals);
    await page.locator('.drop input[multiple]').setInputFiles({ name: '一覧.csv', mimeType: 'text/csv', buffer: Buffer.from('台帳,2026\n') });
    await evidence(page).locator('button.name', { hasText: '一覧.csv' }).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), evidence(page).locator('button.name', { hasText: '点検記録.txt' }).click()]);
    check(file.suggestedFilename() === '点検記録.txt', 'a file comes back under its name', file.suggestedFilename());

    await page.getByRole('button', { name: 'リンクを付ける' }).click();
    await page.getByLabel('リンク', { exact: true }).fill('javascript:alert(1)');
    await page.getByRole('button', { name: '付ける', exact: true }).click();
    await page.getByText('https:// で始まるアドレスか').waitFor();
    check(true, 'what is no link is refused beside its field');
    await say_axe(page, 'evidence with refusals');
    await page.getByLabel('リンク', { exact: true }).fill('https://intra.example/rules');
    await page.getByRole('button', { name: '付ける', exact: true }).click();
    const link = evidence(page).locator('a.name', { hasText: 'intra.example' });
    await link.waitFor();
    check((await link.getAttribute('rel')) === 'noopener noreferrer' && (await evidence(page).textContent()).includes('開く先：intra.example'), 'a link says where it leads');
    await page.getByRole('button', { name: 'リンクを付ける' }).click();
    await page.getByLabel('リンク', { exact: true }).fill('\\\\fs01\\品質\\規程.pdf');
    await page.getByRole('button', { name: '付ける', exact: true }).click();
    await evidence(page).locator('.path', { hasText: 'fs01' }).waitFor();
    check((await evidence(page).locator('a.name', { hasText: 'fs01' }).count()) === 0, 'a path on a file server is text, not a link');

    await page.getByRole('button', { name: '「一覧.csv」を削除' }).click();
    await evidence(page).locator('details summary').click();
    await page.getByRole('button', { name: '「一覧.csv」を元に戻す' }).waitFor();
    check(!(await evidence(page).locator('button.name').allTextContents()).includes('一覧.csv'), 'a deleted file is out of the list');
    await page.getByRole('button', { name: '「一覧.csv」を元に戻す' }).click();
    await evidence(page).locator('button.name', { hasText: '一覧.csv' }).waitFor();
    check(true, 'and comes back');
    await page.screenshot({ path: `${pictures}answer-1280-evidence.png`, fullPage: true });

    // The auditor reads and downloads on the item's page, and changes nothing.
    const year = new Date().getFullYear();
    const audit = await open_page(browser, '/today', desk, account_of('auditor'));
    const summary = (await api(audit.page, '/assessments')).assessments[0];
    await audit.page.goto(`${base}/sheet/${summary.fiscal_year}/items/${no}`);
    await evidence(audit.page).locator('button.name', { hasText: '点検記録.txt' }).waitFor();
    check((await audit.page.locator('.drop').count()) === 0 && (await audit.page.getByRole('button', { name: /削除/ }).count()) === 0, 'the auditor adds and deletes nothing');
    const [read] = await Promise.all([audit.page.waitForEvent('download'), evidence(audit.page).locator('button.name').first().click()]);
    check(read.suggestedFilename() !== '' && year > 0, 'and reads the files');
    check((await audit.page.locator('ol').textContent()).includes('点検記録.txt'), 'the history of the answer says what was added');
    await say_axe(audit.page, 'an item’s page with evidence');
    await close(audit, 'for the auditor');
    await close(opened, 'with evidence');
  },

  async 'with the keyboard alone'(browser) {
    const opened = await open_page(browser, '/answer', desk);
    const { page } = opened;
    await open_item(page);
    const reach = async (wanted, most = 80) => {
      for (let i = 0; i < most; i++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, wanted)) return true;
      }
      return false;
    };
    check(await reach('a.start'), 'the way in is reached by Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.question .scores');
    check(await page.evaluate(() => document.activeElement?.tagName === 'H1'), 'the focus goes to the question');
    const no = (await page.locator('h1').textContent()).match(/No\.(\d+)/)[1];
    check(await reach('.scores input'), 'the score is reached by Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    check(await reach('.question textarea'), 'and the basis');
    await page.keyboard.type('rule 2025');
    const hidden = await page.evaluate(() => {
      const field = document.activeElement.getBoundingClientRect();
      const bar = document.querySelector('.go').getBoundingClientRect();
      return field.bottom > bar.top && field.top < bar.bottom;
    });
    check(!hidden, 'the bar at the bottom does not cover what is typed in');
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction((was) => !document.querySelector('h1')?.textContent.startsWith(`No.${was}`), no);
    const answers = (await api(page, `/assessments/${sheet_id}`)).answers;
    check(answers.find((one) => one.no === Number(no)).basis === 'rule 2025', 'Ctrl + Enter saves and goes on');
    await close(opened, 'with the keyboard');
  },

  async 'finding things again'(browser) {
    const opened = await open_page(browser, '/today', desk, account_of('secretariat'));
    const { page } = opened;
    await page.keyboard.press('/');
    check(await page.evaluate(() => document.activeElement?.matches('header input[type=search]') ?? false), '/ leads into the search');
    await page.keyboard.type('規程');
    await page.keyboard.press('Enter');
    await page.waitForSelector('mark');
    check((await page.locator('mark').first().textContent()) === '規程', 'a word of two characters is found and marked');
    check(/\/search\?q=/.test(page.url()), 'the address of a search can be sent to a colleague');
    const years = await page.locator('main h2').allTextContents();
    check(years.length > 0 && Number.parseInt(years[0], 10) >= Number.parseInt(years.at(-1), 10), 'this year comes first', years.join(' '));
    await page.screenshot({ path: `${pictures}search-1280.png` });
    await say_axe(page, 'the search');
    await page.goto(`${base}/search?q=${encodeURIComponent('ｷﾃｲ')}`);
    await page.waitForFunction(() => !document.querySelector('main')?.textContent.includes('読み込んでいます'));
    await page.goto(`${base}/search?q=${encodeURIComponent('いない言葉')}`);
    await page.getByText('見つかりませんでした').waitFor();
    check(true, 'nothing found is said with what to do');
    await page.goto(`${base}/search?q=No.3`);
    await page.waitForSelector('main li a');
    check((await page.locator('main li a strong').first().textContent()) === 'No.3', 'a number is the item');
    await page.locator('main li a').first().click();
    await page.waitForSelector('.condition');
    check(/\/items\/3$/.test(new URL(page.url()).pathname), 'and a press opens it');
    await page.goto(`${base}/sheet`);
    await page.waitForSelector('tr[data-no]');
    await page.locator('tr[data-no="1"] > td.basis').click();
    await page.keyboard.type('/');
    check(await page.evaluate(() => document.activeElement?.matches('.scroller textarea') ?? false), 'typing / in the table stays in the table');
    await page.keyboard.press('Escape');
    await close(opened, 'in the search');

    const mobile = await open_page(browser, '/today', phone);
    await mobile.page.click('header .menu');
    await mobile.page.locator('#nav input[type=search]').fill('規程');
    await mobile.page.locator('#nav input[type=search]').press('Enter');
    await mobile.page.waitForSelector('mark');
    check(await wide(mobile.page), 'the search fits 390 px');
    await mobile.page.screenshot({ path: `${pictures}search-390.png` });
    await say_axe(mobile.page, 'the search at 390 px');
    const own = new Set((await api(mobile.page, `/assessments/${sheet_id}`)).answers.map((one) => one.no));
    const found = (await api(mobile.page, '/search?q=%E8%A6%8F%E7%A8%8B')).hits.filter((hit) => hit.assessment === sheet_id);
    check(found.length > 0 && found.every((hit) => own.has(hit.no)), 'a manager finds the own items only', found.map((hit) => hit.no).join());
    await close(mobile, 'in the phone’s search');
  },

  async 'handing over, asking and submitting'(browser) {
    const office = await open_page(browser, '/today', desk, account_of('secretariat'));
    const sheet = (await api(office.page, '/assessments')).assessments[0];
    const late = (await api(office.page, `/assessments/${sheet.id}/progress`)).departments.filter((one) => one.answered < one.items && one.state !== 'submitted');
    const other = accounts.find((one) => one.role === 'manager' && one.login !== manager.login && late.some((part) => part.managers.includes(one.name)));
    const opened = await open_page(browser, '/answer/submit', desk, other);
    const { page } = opened;
    await page.waitForSelector('.far');
    const own = (await api(page, `/assessments/${sheet.id}`)).answers.filter((one) => one.editable);
    const send = page.getByRole('button', { name: '提出する', exact: true });
    await page.waitForSelector('#open-items');
    check(await send.isDisabled(), 'what is open keeps a department from submitting');
    check(await page.getByText('残っているため、まだ提出できません').isVisible(), 'and the reason stands beside the button');
    check((await page.locator('button.filled:visible').count()) === 1, 'one filled button on the summary');
    await page.screenshot({ path: `${pictures}answer-1280-summary.png`, fullPage: true });
    await say_axe(page, 'the summary');
    const jump = page.locator('section ul.wide > li > a').first();
    const no = (await jump.textContent()).match(/No\.(\d+)/)[1];
    await jump.click();
    await page.waitForSelector('.question .scores');
    check((await page.locator('h1').textContent()).startsWith(`No.${no}`), 'each open item is one press away');

    await page.getByLabel('事務局への質問').fill('去年の台帳をそのまま使ってよいですか');
    await page.getByRole('button', { name: '質問する' }).click();
    await page.getByText('事務局の返事待ち').waitFor();
    check(true, 'a question to the secretariat stays beside the item');

    // Everything answered by other means, so that the part can be submitted.
    await page.evaluate(async ({ id, answers }) => {
      const session = await (await fetch('/api/v1/session')).json();
      const edits = answers.map((one) => ({ no: one.no, version: one.version, changes: [{ field: 'score', from: one.score, to: '2' }, { field: 'basis', from: one.basis, to: '情報セキュリティ管理規程 第3条（2025年4月改定）' }, { field: 'due', from: one.due, to: null }] }));
      await fetch(`/api/v1/assessments/${id}/edits`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf }, body: JSON.stringify({ key: 'answer-story', edits }) });
    }, { id: sheet.id, answers: own });
    await page.goto(`${base}/answer/submit`);
    await send.waitFor();
    await page.waitForFunction(() => !document.querySelector('.button.filled')?.disabled);
    await send.click();
    await page.getByText('に提出しました。').waitFor();
    check(true, 'the part is submitted');
    await say_axe(page, 'a submitted part');
    await page.goto(`${base}/answer/${no}`);
    await page.waitForSelector('.question .scores');
    check(await page.locator('.question .scores input').first().isDisabled(), 'a submitted answer is locked');
    check(await page.locator('.lock').isVisible(), 'and the page says why');

    // Sent back with a reason, which stands on top.
    const part = (await api(office.page, `/assessments/${sheet.id}/progress`)).departments.find((one) => one.state === 'submitted' && one.managers.includes(other.name));
    await office.page.evaluate(async ({ id, department, version }) => {
      const session = await (await fetch('/api/v1/session')).json();
      await fetch(`/api/v1/assessments/${id}/departments/${department}/return`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf }, body: JSON.stringify({ version, reason: '規程の改定年をご確認ください。' }) });
    }, { id: sheet.id, department: part.department, version: part.version });
    await office.context.close();
    await page.goto(`${base}/answer`);
    await page.waitForSelector('.returned');
    check((await page.locator('.returned').textContent()).includes('規程の改定年をご確認ください。'), 'a part that came back says why, on top');
    await page.screenshot({ path: `${pictures}answer-1280-returned.png` });
    await say_axe(page, 'a part that came back');
    await close(opened, 'while submitting');

    // A colleague of the department gets one item, and sees nothing else.
    const lead = await open_page(browser, '/answer', desk);
    const item = await open_item(lead.page);
    await lead.page.click('a.start');
    await lead.page.waitForSelector('.question .scores');
    await lead.page.getByRole('button', { name: '任せる' }).click();
    const colleague = account_of('employee');
    await lead.page.getByLabel('任せる人').selectOption({ label: await lead.page.locator('option', { hasText: colleague.name }).textContent() });
    await lead.page.getByRole('button', { name: '任せる' }).click();
    await lead.page.getByText(`この項目は${colleague.name}さんに任せています。`).waitFor();
    await close(lead, 'while handing over');
    const theirs = await open_page(browser, '/answer', phone, colleague);
    await theirs.page.waitForSelector('.far');
    check((await theirs.page.locator('.items .no').allTextContents()).join() === `No.${item}`, 'the colleague sees what was handed over, and nothing else');
    await theirs.page.goto(`${base}/answer/submit`);
    await theirs.page.getByText('部門の責任者がまとめて提出します').waitFor();
    check((await theirs.page.getByRole('button', { name: '提出する', exact: true }).count()) === 0, 'and does not submit');
    await close(theirs, 'for the colleague');
  },

  async 'in English and in the dark'(browser) {
    const opened = await open_page(browser, '/answer', { ...desk, colorScheme: 'dark' }, accounts.find((one) => one.role === 'manager' && one.login !== manager.login), 'en');
    const { page } = opened;
    await page.waitForSelector('.far');
    check(/items answered/.test(await page.locator('.far').textContent()), 'the own items speak English');
    await say_axe(page, 'the own items in English, dark');
    await page.locator('.items a').first().click();
    await page.waitForSelector('.evidence');
    await page.screenshot({ path: `${pictures}answer-1280-dark-en.png` });
    await say_axe(page, 'a question in English, dark');
    await page.goto(`${base}/answer/submit`);
    await page.waitForSelector('h1');
    await page.waitForFunction(() => document.querySelector('.far') !== null || document.querySelector('[role=alert]') !== null);
    await say_axe(page, 'the summary in English, dark');
    await page.goto(`${base}/search?q=2025`);
    await page.waitForSelector('main [role=status]');
    await say_axe(page, 'the search in English, dark');
    await page.evaluate(async () => {
      const session = await (await fetch('/api/v1/session')).json();
      await fetch('/api/v1/me', { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf }, body: JSON.stringify({ language: 'ja' }) });
    });
    await close(opened, 'in English');
  },
});
