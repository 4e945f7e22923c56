import { describe, expect, it } from 'vitest';
import type { Answer, Item } from '../../../lib/api-types.ts';
import { accepted, count_open, counts, edits_for, range, rows_of, with_answers, type Proposal } from './rows.ts';

const item = (no: number): Item => ({ no, level: 1, label: '方針', condition: `条件 ${no}`, criteria: [], area: 'IT', text_source: 'workbook', help: null });
const answer = (no: number, department: string | null, version = 1): Answer => ({ no, version, department }) as Answer;
const proposal = (no: number, department: string | null): Proposal => ({ no, department, reason: department === null ? 'nothing' : 'area', because: 'IT' });
const rows = rows_of({ items: [1, 2, 3, 4].map(item), answers: [answer(1, 'a'), answer(2, null), answer(3, null, 7), answer(4, null)] }, [proposal(1, 'a'), proposal(2, 'b'), proposal(3, 'a'), proposal(4, null)]);

describe('the distribution of items', () => {
  it('offers a proposal only where nobody has the item', () => expect(rows.map((row) => row.proposal?.department ?? null)).toEqual([null, 'b', 'a', null]));
  it('accepts every proposal at once, with the versions that were seen', () =>
    expect(accepted(rows)).toEqual([
      { no: 2, version: 1, changes: [{ field: 'department', from: null, to: 'b' }] },
      { no: 3, version: 7, changes: [{ field: 'department', from: null, to: 'a' }] },
    ]));
  it('sends nothing for rows that already are so', () => expect(edits_for(rows, () => 'a').map((edit) => edit.no)).toEqual([2, 3, 4]));
  it('counts what is open and what each department has', () => {
    expect(count_open(rows)).toBe(3);
    const later = with_answers(rows, [answer(2, 'b', 2), answer(1, null, 2)]);
    expect(count_open(later)).toBe(3);
    expect([...counts(later)]).toEqual([['b', 1]]);
    expect(later[1]!.proposal).toBeNull();
    expect(later[1]!.version).toBe(2);
  });
  it('selects a range in the order shown', () => {
    const shown = [rows[3]!, rows[0]!, rows[2]!];
    expect(range(shown, 4, 3)).toEqual([4, 1, 3]);
    expect(range(shown, 3, 4)).toEqual([4, 1, 3]);
    expect(range(shown, 2, 3)).toEqual([3]);
  });
});
