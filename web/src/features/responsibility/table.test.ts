import { describe, expect, it } from 'vitest';
import { after_arrow, after_key, gaps_of, reversed, take_proposals, with_changes, type ResponsibilityTable } from './table.ts';

const table: ResponsibilityTable = {
  fiscal_year: 2026, version: 1, departments: [{ id: 'a', name: '総務部', depth: 0 }, { id: 'b', name: '営業部', depth: 0 }],
  items: [
    { no: 1, label: '方針', condition: '', marks: { a: 'R' }, proposal: {} },
    { no: 2, label: '方針', condition: '', marks: {}, proposal: { a: 'RA', b: 'I' } },
  ],
  no_r: 1, no_a: 2, many_a: 0, confirmed_on: null, confirmed_by: '', changed_since: false,
};

describe('gaps of an item', () => {
  it('needs a doer and exactly one who answers', () => {
    expect(gaps_of({})).toEqual(['no_r', 'no_a']);
    expect(gaps_of({ a: 'RA' })).toEqual([]);
    expect(gaps_of({ a: 'RA', b: 'A' })).toEqual(['many_a']);
    expect(gaps_of({ a: 'A', b: 'C' })).toEqual(['no_r']);
  });
});

describe('keys in a cell', () => {
  it('sets, joins and takes away', () => {
    expect(after_key('r', null)).toBe('R');
    expect(after_key('A', 'R')).toBe('RA');
    expect(after_key('r', 'RA')).toBe('A');
    expect(after_key('r', 'R')).toBeNull();
    expect(after_key('c', 'RA')).toBe('C');
    expect(after_key('Delete', 'I')).toBeNull();
    expect(after_key('x', 'I')).toBeUndefined();
  });
  it('moves within the table', () => {
    expect(after_arrow('ArrowDown', 1, 0, 2, 2)).toEqual([1, 0]);
    expect(after_arrow('ArrowRight', 0, 0, 2, 2)).toEqual([0, 1]);
    expect(after_arrow('End', 0, 0, 2, 5)).toEqual([0, 4]);
    expect(after_arrow('Enter', 0, 0, 2, 2)).toBeNull();
  });
});

describe('changes', () => {
  it('takes proposals only where they are', () => {
    expect(take_proposals(table.items)).toEqual([{ no: 2, department: 'a', from: null, to: 'RA' }, { no: 2, department: 'b', from: null, to: 'I' }]);
  });
  it('is shown before the server answers, gaps counted again', () => {
    const after = with_changes(table, take_proposals(table.items));
    expect(after.items[1]!.marks).toEqual({ a: 'RA', b: 'I' });
    expect(after.items[1]!.proposal).toEqual({});
    expect([after.no_r, after.no_a]).toEqual([0, 1]);
    expect(table.items[1]!.marks).toEqual({});
  });
  it('is taken back in the reverse order', () => {
    const changes = [{ no: 1, department: 'a', from: 'R' as const, to: 'RA' as const }, { no: 1, department: 'a', from: 'RA' as const, to: null }];
    expect(with_changes(with_changes(table, changes), reversed(changes))).toEqual(table);
  });
});
