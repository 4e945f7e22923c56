import { expect, test } from 'vitest';
import { counts_of, shown_areas, shown_criteria, standing_in } from './scs.ts';
import type { Scs, ScsCriterion, Standing, StandingCounts } from './types.ts';

const criterion = (id: string, star: 3 | 4, standing: Standing): ScsCriterion => ({ id, star, title: id, standing, confidence: 'confirmed', items: [] });
const counts = (total: number): StandingCounts => ({ total, met: 0, partly: 0, not_met: 0, unanswered: 0, not_applicable: 0, not_asked: 0 });
const criteria = [criterion('a', 3, 'met'), criterion('b', 3, 'not_asked'), criterion('c', 4, 'met')];
const scs: Scs = {
  sheet: { id: '', fiscal_year: 2026, title: '' }, scheme: { id: 'scs', version: '', name: '', caveats: [] }, guideline: { id: '', version: '', name: '' },
  trust: 'same', partial: false, star3: counts(2), star4: counts(3),
  areas: [
    { no: 1, name: '統制', csf: 'GV', star3: counts(2), star4: counts(3), requirements: [{ id: 'r', star: 3, title: '', standing: 'partly', criteria }] },
    { no: 2, name: '検知', csf: 'DE', star3: counts(0), star4: counts(1), requirements: [{ id: 's', star: 4, title: '', standing: 'met', criteria: [criterion('d', 4, 'met')] }] },
  ],
};
const ids = (list: readonly ScsCriterion[]): string => list.map((one) => one.id).join('');

test('★4 asks for everything of ★3 as well', () => {
  expect(ids(shown_criteria(criteria, 3, ''))).toBe('ab');
  expect(ids(shown_criteria(criteria, 4, ''))).toBe('abc');
  expect(counts_of(scs, 3).total).toBe(2);
  expect(counts_of(scs, 4).total).toBe(3);
});
test('a standing narrows the list, and what became empty goes', () => {
  expect(ids(shown_criteria(criteria, 4, 'met'))).toBe('ac');
  expect(shown_areas(scs, 3, '').map((one) => one.no)).toEqual([1]);
  expect(shown_areas(scs, 4, 'not_asked').flatMap((one) => one.requirements).map((one) => ids(one.criteria))).toEqual(['b']);
});
test('an address with another word shows everything', () => {
  expect(standing_in('not_asked')).toBe('not_asked');
  expect(standing_in('nonsense')).toBe('');
  expect(standing_in(null)).toBe('');
});
