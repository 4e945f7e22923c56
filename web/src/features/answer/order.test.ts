import { describe, expect, it } from 'vitest';
import type { Answer } from '../../lib/api-types.ts';
import { asking_order, next_open, open_items, own_answers } from './order.ts';
import type { CheckedFinding } from '../work/types.ts';

const answer = (no: number, score: Answer['score'], more: Partial<Answer> = {}): Answer => ({
  no, version: 1, score, basis: '', due: null, responder: '', department: null, ticks: [], updated_at: null, updated_by: null,
  assignee: null, origin: '', submitted: false, editable: true, previous: null, ...more,
});
const answers = [answer(1, '2'), answer(2, ''), answer(3, '1', { origin: 'changed' }), answer(4, '0'), answer(5, '')];

describe('the order in which one is asked', () => {
  it('begins with what is open', () => expect(asking_order(answers)).toEqual([2, 3, 5, 1, 4]));
  it('leaves out what others answer, not what was submitted', () => expect(own_answers([answer(1, '', { editable: false }), answer(2, '', { editable: false, submitted: true }), answer(3, '')]).map((one) => one.no)).toEqual([2, 3]));
});

describe('the next item', () => {
  const order = asking_order(answers);
  it('is the next open one', () => expect(next_open(order, answers, 2)).toBe(3));
  it('comes from the beginning again', () => expect(next_open(order, answers, 5)).toBe(2));
  it('is the first open one for an item out of the order', () => expect(next_open(order, answers, 4)).toBe(2));
  it('is none when this was the last', () => expect(next_open([1, 2], [answer(1, '2'), answer(2, '')], 2)).toBeNull());
  it('is none when nothing is open', () => expect(next_open([1, 4], [answer(1, '2'), answer(4, '0')], 1)).toBeNull());
});

describe('what is still open before submitting', () => {
  const finding = (no: number, code: string, severity: 'warning' | 'error', more: Partial<CheckedFinding> = {}): CheckedFinding => ({ no, field: 'score', cell: null, code: `assessment.finding.${code}`, severity, message: '', waived: null, version: 1, may_waive: true, ...more });
  const own = new Set([1, 2, 3]);
  it('names what blocks first, by item', () => {
    const items = open_items([finding(1, 'complete_without_year', 'warning'), finding(2, 'unanswered', 'warning'), finding(3, 'complete_without_basis', 'error'), finding(3, 'complete_without_name', 'warning')], own);
    expect(items.map((item) => [item.no, item.blocks, item.findings.length])).toEqual([[2, true, 1], [3, true, 2], [1, false, 1]]);
  });
  it('leaves out what was let stand with a reason and what is not theirs', () => {
    const waived = { id: 'w', no: 1, code: 'assessment.finding.unanswered', reason: '理由', by: '佐藤', at: 0, holds: true };
    expect(open_items([finding(1, 'unanswered', 'warning', { waived }), finding(9, 'unanswered', 'warning')], own)).toEqual([]);
    expect(open_items([finding(1, 'unanswered', 'warning', { waived: { ...waived, holds: false } })], own)).toHaveLength(1);
  });
});
