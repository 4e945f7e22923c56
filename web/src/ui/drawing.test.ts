import { describe, expect, it } from 'vitest';
import { patterns_of, step_to, variable, type Group } from './drawing.ts';

const cell = (row: number, column: number): Group => ({ link: `c=${row}${column}`, row, column, shapes: [] });
// 0 is a heading; the middle of the second row is nobody's.
const groups: Group[] = [{ shapes: [] }, cell(0, 0), cell(0, 1), cell(0, 2), cell(1, 0), { shapes: [] }, cell(1, 2)];

describe('arrow keys in a picture', () => {
  it.each([
    ['ArrowRight', 1, 2],
    ['ArrowLeft', 2, 1],
    ['ArrowDown', 1, 4],
    ['ArrowUp', 4, 1],
    ['Home', 3, 1],
    ['End', 1, 3],
  ])('%s leads from %i to %i', (key, from, to) => expect(step_to(groups, from, key)).toBe(to));
  it('steps over cells that are not theirs', () => {
    expect(step_to(groups, 4, 'ArrowRight')).toBe(6);
    expect(step_to(groups, 2, 'ArrowDown')).toBe(4);
  });
  it('stays where nothing lies further', () => {
    expect(step_to(groups, 3, 'ArrowRight')).toBe(3);
    expect(step_to(groups, 1, 'ArrowUp')).toBe(1);
    expect(step_to(groups, 1, 'a')).toBe(1);
  });
});

describe('colours', () => {
  it('come from the variables of the theme', () => {
    expect(variable('heat-3')).toBe('var(--heat-3)');
    expect(variable(undefined)).toBe('none');
  });
  it('are defined once per pattern', () => {
    const shape = { kind: 'rect', x: 0, y: 0, width: 1, height: 1, fill: 'key', pattern: 'hatched' } as const;
    expect(patterns_of({ width: 1, height: 1, groups: [{ shapes: [shape, shape, { ...shape, fill: 'fg2' }] }] })).toHaveLength(2);
  });
});
