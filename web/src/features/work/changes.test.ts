import { describe, expect, it } from 'vitest';
import type { Answer, Item, Score } from '../../lib/api-types.ts';
import { score_changes } from './changes.ts';

const sheet = (pairs: [Score | null, Score][]): Parameters<typeof score_changes>[0] => ({
  items: pairs.map((_, index) => ({ no: index + 1, condition: `条件${index + 1}` }) as Item),
  answers: pairs.map(([from, to], index) => ({ no: index + 1, score: to, previous: from === null ? null : { score: from, basis: '' } }) as Answer),
});

describe('what changed since last year', () => {
  it('tells better from worse', () => {
    const found = score_changes(sheet([['1', '2'], ['2', '1'], ['2', '2']]));
    expect(found.better).toEqual([{ no: 1, condition: '条件1', from: '1', to: '2' }]);
    expect(found.worse.map((one) => one.no)).toEqual([2]);
    expect(found.same).toBe(1);
  });
  it('shows a step from or to 該当なし, so that somebody looks at it', () => {
    expect(score_changes(sheet([['該当なし', '2'], ['1', '該当なし'], ['該当なし', '該当なし']])).worse.map((one) => one.no)).toEqual([1, 2]);
  });
  it('counts what had no answer last year as new', () => expect(score_changes(sheet([[null, '2'], ['', '0']])).fresh).toBe(2));
});
