import { describe, expect, it } from 'vitest';
import type { Department } from '../../lib/api-types.ts';
import { branches_of, moved, names_in, possible_parents } from './department-tree.ts';

const department = (id: string, parent: string | null, order: number): Department => ({ id, name: id, parent, order, site: null, version: 1 });
const tree = [department('line 2', 'plant', 1), department('office', null, 1), department('plant', null, 0), department('line 1', 'plant', 0), department('night shift', 'line 1', 0)];
const listed = (branches: ReturnType<typeof branches_of>): string[] => branches.map((one) => `${'-'.repeat(one.depth)}${one.department.id}`);

describe('the tree of departments', () => {
  it('lists parents before children and siblings in their order', () => {
    expect(listed(branches_of(tree))).toEqual(['plant', '-line 1', '--night shift', '-line 2', 'office']);
    expect(branches_of(tree).filter((one) => one.first && one.last).map((one) => one.department.id)).toEqual(['night shift']);
  });
  it('hangs no department on itself or below itself', () => {
    expect(listed(possible_parents(tree, 'plant'))).toEqual(['office']);
    expect(listed(possible_parents(tree, 'line 1'))).toEqual(['plant', '-line 2', 'office']);
    expect(possible_parents(tree, null)).toHaveLength(tree.length);
  });
  it('changes two places for one step', () => {
    expect(moved(tree, 'office', -1).map((one) => [one.department.id, one.order])).toEqual([['office', 0], ['plant', 1]]);
    expect(moved(tree, 'line 1', 1).map((one) => [one.department.id, one.order])).toEqual([['line 2', 0], ['line 1', 1]]);
  });
  it('moves nothing past an end or outside the tree', () => {
    expect(moved(tree, 'plant', -1)).toEqual([]);
    expect(moved(tree, 'office', 1)).toEqual([]);
    expect(moved(tree, 'nowhere', 1)).toEqual([]);
  });
  it('gives every sibling a place of its own where two share one', () => {
    const shared = [department('a', null, 0), department('b', null, 0), department('c', null, 0)];
    expect(moved(shared, 'c', -1).map((one) => [one.department.id, one.order])).toEqual([['c', 1], ['b', 2]]);
  });
  it('reads one name a line, from Excel too, each once', () => {
    expect(names_in('総務部\r\n製造部\t田中\n\n "品質保証部"\n総務部 ')).toEqual(['総務部', '製造部', '品質保証部']);
  });
});
