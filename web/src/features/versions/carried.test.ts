import { expect, test } from 'vitest';
import type { Answer, Assessment } from '../../lib/api-types.ts';
import { carried_by_department } from './carried.ts';

const answer = (no: number, department: string | null, origin: Answer['origin'] = 'carried', editable = true): Answer => ({
  no, version: 1, score: '2', basis: '', due: null, responder: '', department, ticks: [], updated_at: null, updated_by: null,
  assignee: null, origin, submitted: false, editable, previous: null,
});
const sheet = (answers: Answer[]): Assessment => ({
  id: 'x', fiscal_year: 2026, title: '', due: null, state: 'open', version: 1, framework: { id: '', name: '', version: '' }, file_name: null,
  last_change: 0, may: { answer: true, manage: true, export: true }, departments: [{ id: 'b', name: '製造部' }, { id: 'a', name: '営業部' }], items: [], answers,
});
const written = (assessment: Assessment, department?: string): string =>
  carried_by_department(assessment, department).map((group) => `${group.name ?? '-'}:${group.answers.map((one) => one.no).join(',')}`).join(' ');

test('carried answers stand by department in the order of the company, nobody last', () => {
  expect(written(sheet([answer(1, 'a'), answer(2, null), answer(3, 'b'), answer(4, 'a')]))).toBe('製造部:3 営業部:1,4 -:2');
});
test('what was answered since, must be answered again, or belongs to others is not offered', () => {
  expect(written(sheet([answer(1, 'a', ''), answer(2, 'a', 'changed'), answer(3, 'a', 'carried', false)]))).toBe('');
});
test('one department alone can be asked for', () => {
  expect(written(sheet([answer(1, 'a'), answer(3, 'b')]), 'a')).toBe('営業部:1');
});
