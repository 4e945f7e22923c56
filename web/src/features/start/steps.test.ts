import { describe, expect, it } from 'vitest';
import { count_unfinished, next_step, step_after, steps, type StepState } from './steps.ts';

const all = [{ key: 'a' }, { key: 'b' }, { key: 'c' }];
const progress = (states: Record<string, StepState>): Map<string, StepState> => new Map(Object.entries(states));

describe('the steps of the first run', () => {
  it('goes on where nobody has been', () => expect(next_step(progress({ a: 'done', b: 'later' }), all)).toBe('c'));
  it('comes back to what was put off', () => expect(next_step(progress({ a: 'done', b: 'later', c: 'done' }), all)).toBe('b'));
  it('ends when everything is done', () => expect(next_step(progress({ a: 'done', b: 'done', c: 'done' }), all)).toBeNull());
  it('follows the order', () => {
    expect(step_after('a', all)).toBe('b');
    expect(step_after('c', all)).toBeNull();
  });
  it('counts what is open or put off', () => expect(count_unfinished(progress({ a: 'done', b: 'later' }), all)).toBe(2));
  it('can be put off except for the first', () => expect(steps.filter((step) => !step.can_wait).map((step) => step.key)).toEqual([steps[0]!.key]));
  it('has keys that the server takes', () => expect(steps.every((step) => /^[a-z0-9_]{1,40}$/.test(step.key))).toBe(true));
});
