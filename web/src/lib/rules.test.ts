// The case tables are shared with the server: tests/fixtures/rules.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Score } from './api-types.ts';
import { find_due_date, find_years, read_date, read_date_cell } from './dates.ts';
import { check_answer, names_rule_or_system } from './rules.ts';

interface Case {
  name: string;
  text: string;
}
function table<T>(name: string): { context: { fiscal_year: number; start_month: number; today: string; hand_in: string }; cases: (Case & T)[] } {
  return JSON.parse(readFileSync(new URL(`../../../tests/fixtures/rules/${name}.json`, import.meta.url), 'utf8'));
}

describe('years in a basis', () => {
  const { cases } = table<{ years: number[] }>('years');
  it.each(cases)('$name: $text', ({ text, years }) => expect(find_years(text)).toEqual(years));
});

describe('a whole cell that is a date', () => {
  const { cases, context } = table<{ date: string | null }>('dates');
  it.each(cases)('$name: $text', ({ text, date }) => expect(read_date_cell(text, context)).toBe(date ?? null));
});

describe('the day by which a text promises to be done', () => {
  const { cases, context } = table<{ date: string | null }>('due_dates');
  it.each(cases)('$name: $text', ({ text, date }) => expect(find_due_date(text, context)).toBe(date ?? null));
});

describe('the name of a rule or a system', () => {
  const { cases } = table<{ named: boolean }>('names');
  it.each(cases)('$name: $text', ({ text, named }) => expect(names_rule_or_system(text)).toBe(named));
});

describe('the warnings beside an answer', () => {
  interface Answer {
    score: Score;
    basis?: string;
    due?: string;
    ticks?: boolean[];
  }
  const { cases, context } = table<{ answer: Answer; today?: string; hand_in?: string | null; context?: Record<string, string | null>; findings: string[] }>('findings');
  it.each(cases)('$name', (one) => {
    const found = check_answer(
      { score: one.answer.score, basis: one.answer.basis ?? '', due: one.answer.due ?? null, ticks: one.answer.ticks ?? null },
      { today: context.today, hand_in: context.hand_in, fiscal_year: context.fiscal_year, start_month: context.start_month, ...one.context, ...(one.today === undefined ? {} : { today: one.today }), ...(one.hand_in === undefined ? {} : { hand_in: one.hand_in }) },
    );
    const said = found.map((each) => `${each.severity[0]} ${each.field} ${each.code.replace('assessment.finding.', '')}`);
    expect(said).toEqual(one.findings);
  });
});

describe('a date typed into a cell', () => {
  it('of weekday form is read', () => expect(read_date('2026/9/11（金）', 2026)).toBe('2026-09-11'));
  it('that is empty means none', () => expect(read_date(' ', 2026)).toBe(''));
  it('of month and day lies in the fiscal year', () => expect(read_date('3/31', 2026)).toBe('2027-03-31'));
});
