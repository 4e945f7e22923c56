import { describe, expect, test } from 'vitest';
import { choices_of, choose_all, count, join_texts, key_of, result_of, shown_cells, take_of } from './merge.ts';
import type { MergeCell, Take } from './types.ts';

const cells: MergeCell[] = [
  { no: 1, field: 'basis', state: 'theirs', base: 'a', file: 'b', now: 'a' },
  { no: 2, field: 'basis', state: 'ours', base: 'a', file: 'a', now: 'c' },
  { no: 3, field: 'basis', state: 'same', base: 'a', file: 'd', now: 'd' },
  { no: 4, field: 'basis', state: 'conflict', base: 'a', file: 'e', now: 'f' },
  { no: 5, field: 'score', state: 'conflict', base: '', file: '2', now: '1' },
];
const nothing = new Map<string, Take>();

describe('without a word', () => {
  test('what one side changed goes by itself and a conflict waits', () => {
    expect(cells.map((cell) => take_of(cell, nothing))).toEqual(['theirs', 'ours', 'ours', null, null]);
    expect(count(cells, nothing)).toEqual({ taken: 1, kept: 2, undecided: 2 });
    expect(choices_of(cells, nothing)).toEqual([]);
  });
});

describe('with a word', () => {
  test('a person may turn every cell round', () => {
    const chosen = new Map<string, Take>([[key_of(cells[0]!), 'ours'], [key_of(cells[4]!), 'theirs']]);
    expect(take_of(cells[0]!, chosen)).toBe('ours');
    expect(count(cells, chosen)).toEqual({ taken: 1, kept: 3, undecided: 1 });
    expect(choices_of(cells, chosen)).toEqual([{ no: 1, field: 'basis', take: 'ours' }, { no: 5, field: 'score', take: 'theirs' }]);
  });
  test('one word for all leaves scores undecided where they cannot be joined', () => {
    const chosen = choose_all(cells, 'both', nothing);
    expect(take_of(cells[3]!, chosen)).toBe('both');
    expect(take_of(cells[4]!, chosen)).toBeNull();
    expect(chosen.has('3/basis')).toBe(false);
    expect(count(cells, choose_all(cells, 'theirs', nothing))).toEqual({ taken: 4, kept: 1, undecided: 0 });
  });
  test('a word about a cell that is gone is not sent', () => {
    expect(choices_of([], new Map([['9/score', 'ours']]))).toEqual([]);
  });
});

test('the result is what will be stored', () => {
  expect(result_of(cells[3]!, 'both')).toBe('f\ne');
  expect(result_of(cells[3]!, 'theirs')).toBe('e');
  expect(result_of(cells[3]!, 'ours')).toBe('f');
});

test('joined texts do not repeat each other', () => {
  expect(join_texts('規程 2025年改定', '規程')).toBe('規程 2025年改定');
  expect(join_texts('規程', '規程 2025年改定')).toBe('規程 2025年改定');
  expect(join_texts('', '規程')).toBe('規程');
});

test('a filter shows the cells of one kind', () => {
  expect(shown_cells(cells, 'conflict').map((cell) => cell.no)).toEqual([4, 5]);
  expect(shown_cells(cells, 'all')).toHaveLength(5);
});
