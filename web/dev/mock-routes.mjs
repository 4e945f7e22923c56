// The routes of the test double: [method, pattern, handler].

import { randomUUID } from 'node:crypto';
import { factor_code, password } from './mock-data.mjs';
import { assessment_routes } from './mock-assessment.mjs';
import { refuse, session_of, session_view, signed_in } from './mock-session.mjs';
import { record } from './mock-state.mjs';

function enter(context, user) {
  const id = randomUUID();
  const step = user.factor ? 'pending_factor' : user.enrol ? 'pending_enrolment' : user.one_time ? 'pending_password' : 'signed_in';
  const session = { id, user, step, csrf: randomUUID(), created_at: Date.now(), last_seen_at: Date.now(), agent: 'Chromium' };
  context.state.sessions.set(id, session);
  if (step === 'signed_in') {
    user.last_sign_in_at = Date.now();
    record(context.state, user, 'session.begin', 'user', user.id);
  }
  return { json: session_view(context, session), headers: { 'Set-Cookie': `sonae=${id}; HttpOnly; SameSite=Lax; Path=/` } };
}
const user_view = (state, user) => ({ id: user.id, login: user.login, name: user.name, roles: user.roles, side: user.roles.includes('auditor') ? 'audit' : 'operation', department: state.departments.find((one) => one.id === user.department) ?? null, disabled: user.disabled, second_factor: user.factor ?? false, last_sign_in_at: user.last_sign_in_at, version: user.version });
const find_user = (context, id) => context.state.users.find((user) => user.id === id) ?? refuse(404, 'error.not_found', '見つかりません。');

export const routes = [
  ['GET', /^\/session$/, (context) => ({ json: session_view(context, session_of(context)) })],
  ['POST', /^\/session$/, (context) => {
    const { login, password: given } = context.json;
    const failures = context.state.failures.get(login) ?? 0;
    if (failures >= 5) refuse(429, 'session.throttled', '続けて間違えたため、しばらくサインインできません。', { 'Retry-After': '30' });
    const user = context.state.users.find((one) => one.login === login && !one.disabled);
    if (user === undefined || given !== (user.password ?? password)) {
      context.state.failures.set(login, failures + 1);
      refuse(401, 'session.refused', context.language === 'ja' ? 'サインイン名かパスワードが違います。もう一度確かめてください。' : 'The sign-in name or the password is wrong. Please check both.');
    }
    return enter(context, user);
  }],
  ['POST', /^\/session\/factor$/, (context) => {
    const session = session_of(context);
    if (context.json.code !== factor_code) refuse(401, 'session.code_refused', '数字が違います。アプリに出ている新しい数字を入れてください。');
    session.step = 'signed_in';
    return { json: session_view(context, session) };
  }],
  ['POST', /^\/session\/enrolment$/, () => ({ json: { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Sonae', qr_svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21"><rect width="21" height="21" fill="#fff"/><path d="M1 1h7v7H1zM13 1h7v7h-7zM1 13h7v7H1zM11 11h2v2h-2zM15 15h4v4h-4z"/></svg>' } })],
  ['PUT', /^\/session\/enrolment$/, (context) => {
    const session = session_of(context);
    if (context.json.code !== factor_code) refuse(422, 'session.code_refused', '数字が違います。アプリに出ている新しい数字を入れてください。');
    session.step = 'signed_in';
    return { json: { recovery_codes: Array.from({ length: 10 }, (_, index) => `K7QM-${String(index).repeat(4)}`), session: session_view(context, session) } };
  }],
  ['PUT', /^\/session\/password$/, (context) => {
    const session = session_of(context);
    if (context.json.new.length < 12) refuse(422, 'session.password.short', 'パスワードは12文字以上にしてください。');
    session.user.password = context.json.new;
    session.step = 'signed_in';
    return { json: session_view(context, session) };
  }],
  ['DELETE', /^\/session$/, (context) => void context.state.sessions.delete(context.cookie)],
  ['POST', /^\/setup$/, (context) => {
    const { token, company_name, login, name } = context.json;
    if (token !== 'first-token') refuse(403, 'setup.token', 'このリンクは使えません。端末に表示された新しいリンクを使ってください。');
    context.state.setup = false;
    context.state.company.name = company_name;
    const user = { id: randomUUID(), login, name, roles: ['administrator'], department: null, permissions: ['users.manage', 'trail.read'], enrol: true, language: 'ja', version: 1, password: context.json.password };
    context.state.users.push(user);
    return enter(context, user);
  }],
  ['PATCH', /^\/me$/, (context) => {
    const session = signed_in(context);
    session.user.language = context.json.language ?? session.user.language;
    return { json: session_view(context, session) };
  }],
  ['PUT', /^\/me\/password$/, (context) => {
    const session = signed_in(context);
    if (context.json.current !== (session.user.password ?? password)) refuse(422, 'session.password.wrong', '今のパスワードが違います。', {}, [{ place: '/current', code: 'session.password.wrong', message: '今のパスワードを確かめてください。' }]);
    session.user.password = context.json.new;
  }],
  ['GET', /^\/me\/sessions$/, (context) => {
    const session = signed_in(context);
    const own = [...context.state.sessions.values()].filter((one) => one.user === session.user);
    return { json: { sessions: own.map((one) => ({ id: one.id, created_at: one.created_at, last_seen_at: one.last_seen_at, address: '127.0.0.1', agent: one.agent, current: one === session })) } };
  }],
  ['DELETE', /^\/me\/sessions\/([^/]+)$/, (context, id) => void context.state.sessions.delete(id)],
  ['GET', /^\/users$/, (context) => ({ json: { users: context.state.users.map((user) => user_view(context.state, user)) } })],
  ['POST', /^\/users$/, (context) => {
    signed_in(context);
    const user = { id: randomUUID(), language: 'ja', version: 1, disabled: false, last_sign_in_at: null, one_time: true, permissions: ['sheet.read'], password: 'maple-river-4821-stone', ...context.json };
    context.state.users.push(user);
    return { status: 201, json: { user: user_view(context.state, user), password: user.password } };
  }],
  ['PATCH', /^\/users\/([^/]+)$/, (context, id) => {
    const user = find_user(context, id);
    if (context.json.version !== user.version) refuse(409, 'users.conflict', 'ほかの人が先に変更しました。開き直してください。');
    Object.assign(user, context.json, { version: user.version + 1 });
    return { json: { user: user_view(context.state, user) } };
  }],
  ['POST', /^\/users\/([^/]+)\/password$/, (context, id) => {
    Object.assign(find_user(context, id), { password: 'amber-cloud-7730-north', one_time: true });
    return { json: { password: 'amber-cloud-7730-north' } };
  }],
  ['DELETE', /^\/users\/([^/]+)\/(sessions|factor)$/, (context, id, what) => {
    const user = find_user(context, id);
    if (what === 'factor') user.factor = false;
  }],
  ['GET', /^\/departments$/, (context) => ({ json: { departments: context.state.departments } })],
  ['POST', /^\/departments$/, (context) => {
    signed_in(context);
    const { name, parent } = context.json;
    const made = { id: randomUUID(), name, parent, order: context.state.departments.filter((one) => one.parent === parent).length, version: 1 };
    context.state.departments.push(made);
    return { status: 201, json: { department: made } };
  }],
  ['PATCH', /^\/departments\/([^/]+)$/, (context, id) => {
    signed_in(context);
    const department = context.state.departments.find((one) => one.id === id) ?? refuse(404, 'error.not_found', '見つかりません。');
    if (context.json.version !== department.version) refuse(409, 'directory.edit.conflict', 'ほかの人が先に変更しました。開き直してください。');
    Object.assign(department, context.json, { version: department.version + 1 });
    return { json: { department } };
  }],
  ['GET', /^\/trail$/, (context) => {
    signed_in(context);
    const before = Number(context.query.get('before') ?? Infinity);
    const action = context.query.get('action');
    const found = context.state.trail.filter((one) => one.sequence < before && (action === null || one.action.startsWith(action))).reverse();
    return { json: { records: found.slice(0, 50), more: found.length > 50 } };
  }],
  ...assessment_routes,
];
