import { expect, test } from 'vitest';
import { confirmable, count_filled, filter_rows, item_number, percent } from './questionnaire.ts';
import type { QuestionRow } from './types.ts';

const row = (some: Partial<QuestionRow>): QuestionRow => ({
  row: 5, number: '', question: 'q', answer_cell: 'C5', evidence_cell: null, given_answer: '', given_evidence: '', candidates: [], item: 1, confidence: 900,
  state: 'proposed', own_answer: null, own_evidence: null, version: 1, answer: '○', evidence: null, ...some,
});

test('one press confirms what is alike enough and not written by the customer', () => {
  const rows = [row({ row: 1 }), row({ row: 2, confidence: 799 }), row({ row: 3, given_answer: 'はい' }), row({ row: 4, state: 'confirmed' }), row({ row: 5, answer_cell: null }), row({ row: 6, confidence: 800 })];
  expect(confirmable(rows, 800).map((one) => one.row)).toEqual([1, 6]);
});

test('a confirmed question without an answer waits, and everything else stays empty', () => {
  const rows = [row({ state: 'confirmed' }), row({ state: 'confirmed', answer: null }), row({ state: 'confirmed', answer_cell: null }), row({}), row({ state: 'open' }), row({ state: 'none' })];
  expect(count_filled(rows)).toEqual({ filled: 1, waiting: 2, empty: 3 });
  expect(filter_rows(rows, 'confirmed')).toHaveLength(3);
  expect(filter_rows(rows, 'all')).toHaveLength(6);
});

test('likeness is shown in whole percent', () => {
  expect(percent(836)).toBe(84);
  expect(percent(1000)).toBe(100);
});

test('a number is one that the sheet has, in any width', () => {
  const known = new Set([3, 12]);
  expect(item_number(' １２ ', known)).toBe(12);
  expect(item_number('No.3', known)).toBe(3);
  expect(item_number('4', known)).toBeNull();
  expect(item_number('十二', known)).toBeNull();
});
