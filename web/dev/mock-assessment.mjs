// The sheet's part of the test double: import, answers with conflicts, totals, findings.

import { randomUUID } from 'node:crypto';
import { refuse, signed_in } from './mock-session.mjs';
import { make_assessment, record } from './mock-state.mjs';

function group_by(list, key_of) {
  const groups = new Map();
  for (const one of list) groups.set(key_of(one), [...(groups.get(key_of(one)) ?? []), one]);
  return groups;
}
const find = (context, id) => context.state.assessments.find((one) => one.id === id) ?? refuse(404, 'error.not_found', '見つかりません。');
const summary = (one) => ({ id: one.id, fiscal_year: one.fiscal_year, title: one.title, framework: one.framework, file_name: one.file_name, items: one.items.length, answered: one.answers.filter((answer) => answer.score !== '').length, due: one.due, state: 'open', created_at: one.created_at });
const may_answer = (session) => session.user.permissions.includes('sheet.answer');
const may_edit = (session, answer) => may_answer(session) && (session.user.permissions.includes('sheet.manage') || answer.department === session.user.department);
const view = (session, answer) => ({ ...answer, assignee: null, origin: '', submitted: false, editable: may_edit(session, answer) });
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function inspection(found) {
  const answers = { '2': 0, '1': 0, '0': 0, 該当なし: 0, empty: 153 };
  const none = Object.fromEntries(['no', 'level', 'label', 'condition', 'criteria', 'score', 'basis', 'area'].map((name) => [name, null]));
  const counts = { items: found ? 153 : 0, answered: 0, ...answers, empty: found ? 153 : 0 };
  return {
    found, problem: found ? null : '「評価」の見出しが見つかりません。見出しの行と列を選んでください。', sheet: found ? 'チェックシート' : null, header_row: found ? 9 : null, first_row: found ? 10 : null, last_row: found ? 162 : null,
    columns: found ? { no: 'B', level: 'C', label: 'D', condition: 'E', criteria: 'F', score: 'H', basis: 'I', area: 'G' } : none,
    version: { framework: 'jama-japia', version: '2.3', certainty: found ? 'likely' : 'unknown' }, counts, levels: { '1': 68, '2': 68, '3': 17, none: 0 }, labels: found ? 24 : 0,
    warnings: found ? [{ row: 42, cell: 'H42', code: 'workbook.score.unreadable', message: '評価「済」を読み取れません。2、1、0、該当なし のどれかに直すと取り込めます。' }] : [],
    sample: found ? make_assessment(2026, '', false, null).items.slice(0, 5).map((item, index) => ({ row: 10 + index, no: item.no, level: item.level, label: item.label, condition: item.condition, score: '', basis: '' })) : [],
  };
}

function tally(key, name, pairs, na, unanswered) {
  const t = { key, name, items: pairs.length, complete: 0, in_progress: 0, not_started: 0, not_applicable: 0, unanswered: 0, points: 0, max_points: 0, rate: null };
  for (const { answer } of pairs) {
    const kind = { '2': 'complete', '1': 'in_progress', '0': 'not_started', 該当なし: 'not_applicable', '': 'unanswered' }[answer.score];
    t[kind] += 1;
    const counts = kind === 'not_applicable' ? na === 'full' : kind === 'unanswered' ? unanswered === 'zero' : true;
    if (counts) t.max_points += 2;
    t.points += kind === 'complete' || (kind === 'not_applicable' && na === 'full') ? 2 : kind === 'in_progress' ? 1 : 0;
  }
  if (t.max_points > 0) t.rate = Math.floor((t.points * 2000 + t.max_points) / (2 * t.max_points));
  return t;
}

function totals(context, one) {
  const na = context.query.get('na') ?? 'exclude';
  const unanswered = context.query.get('unanswered') ?? 'zero';
  const pairs = one.items.map((item, index) => ({ item, answer: one.answers[index] }));
  const by = (key_of, name_of) => [...group_by(pairs, key_of)].map(([key, group]) => tally(String(key ?? 'none'), name_of(key), group, na, unanswered));
  const labels = by((pair) => pair.item.label, (key) => key);
  return {
    na, unanswered, overall: tally('', '', pairs, na, unanswered), levels: by((pair) => pair.item.level, (key) => `Lv${key}`).sort((a, b) => a.key - b.key), labels,
    departments: by((pair) => pair.answer.department, (key) => context.state.departments.find((one) => one.id === key)?.name ?? ''),
    previous: one.fiscal_year === 2026 ? { fiscal_year: 2025, labels: labels.map((label, index) => ({ ...label, rate: 300 + ((index * 137) % 560) })) } : null,
  };
}

function findings(one) {
  const list = [];
  for (const [index, answer] of one.answers.entries()) {
    const add = (field, code, message, severity = 'warning') => list.push({ no: answer.no, field, cell: `${field === 'score' ? 'H' : 'I'}${index + 10}`, code: `assessment.finding.${code}`, severity, message, waived: null, version: answer.version, may_waive: false });
    if (answer.score === '') add('score', 'unanswered', '評価が入っていません。', 'error');
    if (answer.score === '2' && !/\d{4}年/.test(answer.basis)) add('basis', 'complete_without_year', '2点の根拠には、策定・改定・導入の年が要ります。');
    if (answer.score === '1' && answer.due !== null && answer.due < '2026-11-23') add('due', 'due_past', '完了予定の日を過ぎています。');
  }
  return { findings: list, counts: Object.fromEntries([...group_by(list, (one) => one.code)].map(([code, group]) => [code, group.length])) };
}

function edit_one(context, session, one, edit) {
  const answer = one.answers.find((known) => known.no === edit.no) ?? refuse(404, 'error.not_found', '見つかりません。');
  if (!may_edit(session, answer)) return { no: edit.no, state: 'refused', answer: view(session, answer), conflicts: [], message: 'この項目は担当の部門だけが変更できます。' };
  const clashing = edit.changes.filter((change) => !same(answer[change.field], change.from) && !same(answer[change.field], change.to));
  if (clashing.length > 0) {
    const conflicts = clashing.map((change) => ({ field: change.field, mine: change.to, theirs: answer[change.field], by: answer.updated_by ?? '', at: answer.updated_at ?? Date.now() }));
    return { no: edit.no, state: 'conflict', answer: view(session, answer), conflicts, message: null };
  }
  const older = edit.version < answer.version;
  const other = answer.updated_by;
  const before = {};
  const after = {};
  for (const change of edit.changes) {
    before[change.field] = answer[change.field];
    after[change.field] = answer[change.field] = change.to;
  }
  Object.assign(answer, { version: answer.version + 1, updated_at: Date.now(), updated_by: session.user.name });
  one.changes += 1;
  one.changed.set(answer.no, one.changes);
  one.history.set(answer.no, [{ at: Date.now(), by: session.user.name, before, after }, ...(one.history.get(answer.no) ?? [])]);
  record(context.state, session.user, 'assessment.answer.save', 'answer', String(answer.no), before, after);
  return { no: edit.no, state: older ? 'merged' : 'saved', answer: { ...view(session, answer), updated_by: older ? other : session.user.name }, conflicts: [], message: null };
}

const preview_rows = [['自己評価シート', '', '', '', ''], ['', '', '', '', ''], ['番号', '区分', '求める状態', '点', '理由'], ['1', '方針', '方針を定めている', '2', '規程'], ['2', '方針', '見直している', '1', '作成中']];

/** The departments' side of the work is not in this double: nobody was asked, nothing was submitted. */
function today_of(session, one) {
  const mine = one?.answers.filter((answer) => may_edit(session, answer)) ?? [];
  const open = mine.filter((answer) => answer.score === '');
  const found = one === undefined ? 0 : findings(one).findings.filter((finding) => !finding.code.endsWith('.unanswered')).length;
  const progress = one && { ...summary(one), assessment: one.id, version: one.version, stage: 'departments', errors: 0, warnings: found, unanswered_open: one.answers.filter((answer) => answer.score === '').length, waived: 0, questions: 0, questions_for_office: 0, unassigned: 0, departments_open: 0, departments_late: 0, departments: [] };
  const overall = one && tally('', '', one.items.map((item, index) => ({ item, answer: one.answers[index] })), 'exclude', 'zero');
  return {
    sheet: one ? summary(one) : null, progress: progress ?? null, points: overall?.points ?? 0, max_points: overall?.max_points ?? 0, approval: null, reopened: null, hand_ins: 0,
    overdue: [], soon: [], without_year: [], mine: [], handed_to_me: 0, editable_unanswered: open.length, first_unanswered: open[0]?.no ?? null, to_answer_again: 0, questions_for_me: 0, first_question: null, news: null,
  };
}

export const assessment_routes = [
  ['GET', /^\/assessments$/, (context) => void signed_in(context) ?? { json: { assessments: context.state.assessments.map(summary) } }],
  ['POST', /^\/workbooks$/, (context) => {
    signed_in(context);
    const name = /filename="([^"]*)"/.exec(context.body.toString('utf8', 0, 600))?.[1] ?? 'sheet.xlsx';
    if (!/\.xls[xm]$/.test(name)) refuse(422, 'workbook.kind', `「${name}」はExcelのファイル（.xlsx、.xlsm）ではありません。Excelで開き、.xlsx で保存し直してください。`);
    const workbook = randomUUID();
    context.state.workbooks.set(workbook, name);
    return { status: 201, json: { workbook, file_name: name, size: context.body.length, inspection: inspection(!/odd/.test(name)) } };
  }],
  ['POST', /^\/workbooks\/([^/]+)\/inspection$/, () => ({ json: { inspection: inspection(true) } })],
  ['GET', /^\/workbooks\/([^/]+)\/preview$/, () => ({ json: { sheets: [{ name: '表紙', hidden: false }, { name: 'チェックシート', hidden: false }, { name: '一覧', hidden: true }], sheet: 'チェックシート', columns: ['A', 'B', 'C', 'D', 'E'], rows: preview_rows.map((cells, index) => ({ row: index + 1, cells })) } })],
  ['POST', /^\/assessments$/, (context) => {
    const session = signed_in(context);
    const { workbook, fiscal_year, title } = context.json;
    const made = make_assessment(fiscal_year, title, false, workbook === null ? null : context.state.workbooks.get(workbook));
    context.state.assessments.push(made);
    record(context.state, session.user, 'assessment.create', 'assessment', made.id);
    return { status: 201, json: { assessment: made.id, imported: { items: 153, answers: 0, warnings: 0 } } };
  }],
  ['GET', /^\/assessments\/([^/]+)$/, (context, id) => {
    const session = signed_in(context);
    const one = find(context, id);
    const manage = session.user.permissions.includes('sheet.manage');
    return { json: { ...summary(one), items: one.items, version: one.version, last_change: one.changes, may: { answer: may_answer(session), manage, export: session.user.permissions.includes('sheet.export') }, departments: context.state.departments.map(({ id: key, name }) => ({ id: key, name })), answers: one.answers.map((answer) => view(session, answer)) } };
  }],
  ['PATCH', /^\/assessments\/([^/]+)$/, (context, id) => {
    const session = signed_in(context);
    const one = find(context, id);
    const { version, title = one.title, due = one.due } = context.json;
    if (version !== one.version) refuse(409, 'assessment.conflict', 'ほかの人が先に変更しました。開き直してください。');
    Object.assign(one, { title, due, version: version + 1 });
    record(context.state, session.user, 'assessment.change', 'assessment', one.id);
    return { json: summary(one) };
  }],
  ['POST', /^\/assessments\/([^/]+)\/edits$/, (context, id) => {
    const session = signed_in(context);
    const one = find(context, id);
    const known = one.keys.get(context.json.key);
    if (known !== undefined) return { json: known };
    const reply = { results: context.json.edits.map((edit) => edit_one(context, session, one, edit)), last_change: one.changes };
    one.keys.set(context.json.key, reply);
    return { json: reply };
  }],
  ['GET', /^\/assessments\/([^/]+)\/changes$/, (context, id) => {
    const session = signed_in(context);
    const one = find(context, id);
    const after = Number(context.query.get('after'));
    context.state.people.set(session.id, { name: session.user.name, initials: session.user.name.slice(0, 1), no: Number(context.query.get('at')), at: Date.now() });
    const people = [...context.state.people].filter(([key, person]) => key !== session.id && Date.now() - person.at < 15_000).map(([, { name, initials, no }]) => ({ name, initials, no }));
    return { json: { last_change: one.changes, state: 'open', answers: one.answers.filter((answer) => (one.changed.get(answer.no) ?? 0) > after).map((answer) => view(session, answer)), people } };
  }],
  ['GET', /^\/assessments\/([^/]+)\/totals$/, (context, id) => ({ json: totals(context, find(context, id)) })],
  ['GET', /^\/assessments\/([^/]+)\/findings$/, (context, id) => ({ json: findings(find(context, id)) })],
  ['GET', /^\/assessments\/([^/]+)\/workbook$/, (context, id) => {
    const one = find(context, id);
    if (one.file_name === null) refuse(409, 'assessment.export.no_workbook', 'ファイルなしで始めたため、書き出せません。');
    return { bytes: Buffer.from('PK\u0003\u0004'), headers: { 'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Content-Disposition': `attachment; filename="sheet.xlsx"; filename*=UTF-8''${encodeURIComponent(one.file_name)}` } };
  }],
  ['GET', /^\/assessments\/([^/]+)\/items\/(\d+)\/history$/, (context, id, no) => ({ json: { changes: find(context, id).history.get(Number(no)) ?? [] } })],
  ['GET', /^\/assessments\/([^/]+)\/(questions|notes)$/, (context, id, what) => void find(context, id) ?? { json: { [what]: [] } }],
  ['GET', /^\/today$/, (context) => {
    const session = signed_in(context);
    const one = session.user.permissions.includes('sheet.read') ? context.state.assessments.at(0) : undefined;
    return { json: today_of(session, one) };
  }],
  ['GET', /^\/assessments\/([^/]+)\/items\/(\d+)\/wording$/, (context, id) => { find(context, id); return { json: { change: null } }; }],
  ['POST', /^\/carry-over$/, (context) => {
    const source = find(context, context.json.carry_from);
    const carried = source.answers.filter((answer) => answer.score !== '').length;
    const open = source.answers.filter((answer) => answer.score === '').map((answer) => answer.no);
    return { json: { source: { id: source.id, fiscal_year: source.fiscal_year, title: source.title }, basis: 'wording', carried, renumbered: 0, reworded: 0, added: 0, open: open.length, removed: 0, in_workbook: 0, departments: [{ department: null, carried, reworded: [], added: [], open }] } };
  }],
  ['GET', /^\/frameworks$/, () => ({ json: { frameworks: [{ id: 'jama-japia', name: '自工会・部工会ガイドライン', version: '2.3', items: 153, source: 'pack', private: false }] } })],
];
