// What the test double remembers.

import { randomUUID } from 'node:crypto';
import { departments, make_answers, make_items, users } from './mock-data.mjs';

export function make_assessment(fiscal_year, title, filled, file_name) {
  const items = make_items();
  return {
    id: randomUUID(), fiscal_year, title, due: `${fiscal_year}-11-30`, version: 1, framework: { id: 'jama-japia', name: '自工会・部工会ガイドライン', version: '2.3' }, file_name,
    created_at: Date.now(), items, answers: make_answers(items, filled), changes: 0, history: new Map(), keys: new Map(), changed: new Map(),
  };
}

export function make_state({ empty = false, setup = false } = {}) {
  return {
    setup,
    company: { id: 'c1', name: '東海プレス工業株式会社', fiscal_year_start: 4 },
    users: users.map((user, index) => ({ id: `u${index + 1}`, language: 'ja', version: 1, disabled: false, last_sign_in_at: null, ...user })),
    departments: [...departments],
    sessions: new Map(),
    failures: new Map(),
    assessments: empty ? [] : [make_assessment(2026, '2026年度 自己評価', true, 'checksheet-2026.xlsx')],
    workbooks: new Map(),
    people: new Map(),
    trail: [],
  };
}

export function record(state, user, action, kind, id, before = null, after = null, outcome = 'done') {
  state.trail.push({ sequence: state.trail.length + 1, at: Date.now(), actor: user ? { id: user.id, name: user.name } : null, action, subject: { kind, id }, outcome, before, after, address: '127.0.0.1' });
}
