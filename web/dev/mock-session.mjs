// Sessions and refusals of the test double.

export function refuse(status, code, message, headers = {}, fields = []) {
  throw Object.assign(new Error(code), { reply: { status, headers, json: { error: { code, message, request_id: 'r1', fields } } } });
}

export function session_of(context) {
  const session = context.state.sessions.get(context.cookie) ?? null;
  if (session !== null) session.last_seen_at = Date.now();
  if (context.request.method !== 'GET' && context.request.headers['x-csrf-token'] !== (session?.csrf ?? 'none')) refuse(403, 'session.csrf', '画面を読み込み直してください。');
  return session;
}

export function signed_in(context) {
  const session = session_of(context);
  if (session === null || session.step !== 'signed_in') refuse(401, 'session.required', 'サインインしてください。');
  return session;
}

export function session_view(context, session) {
  const { state } = context;
  const user = session?.user ?? null;
  const now = Date.now();
  return {
    state: session === null ? (state.setup ? 'setup' : 'anonymous') : session.step,
    csrf: session?.csrf ?? 'none',
    language: user?.language ?? context.language,
    today: '2026-11-23',
    now,
    demo: true,
    version: '0.1.0',
    company: user === null ? null : state.company,
    user: user === null ? null : { id: user.id, login: user.login, name: user.name, roles: user.roles, side: user.roles.includes('auditor') ? 'audit' : 'operation', department: state.departments.find((one) => one.id === user.department) ?? null, permissions: session.step === 'signed_in' ? user.permissions : [] },
  };
}
