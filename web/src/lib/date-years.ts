// The words and figures by which people write a year or a part of one. The same grammar as the server's, tested
// against the same tables (tests/fixtures/rules).

import { Cursor, is_digit, is_latin } from './date-cursor.ts';

export interface DateContext {
  /** The sheet's year: 2026 is April 2026 to March 2027. */
  fiscal_year: number;
  start_month: number;
  today: string | null;
}

export interface Mention {
  begin: number;
  end: number;
  year: number | null;
  /** `year`, `half` or `quarter` is of a fiscal year. */
  fiscal: boolean;
  /** The year stands in the text (not 来年, not 9月末). */
  written: boolean;
  month: number | null;
  day: number | null;
  half: number | null;
  quarter: number | null;
}

export type Words = readonly (readonly [string, number])[];
const reiwa = 2018;
const heisei = 1988;
const showa = 1925;
export const first_year = 1980;
export const last_year = 2099;

const era_names: Words = [['令和', reiwa], ['平成', heisei], ['昭和', showa]];
const era_letters: Words = [['R', reiwa], ['r', reiwa], ['H', heisei], ['h', heisei], ['S', showa], ['s', showa]];
const products = ['server', 'office', 'windows', 'sql', 'exchange', 'acrobat', 'studio', 'excel', 'word'];
const fiscal_words: Words = [
  ['再来年度', 2], ['翌々年度', 2], ['来年度', 1], ['翌年度', 1], ['次年度', 1], ['来期', 1], ['翌期', 1], ['次期', 1], ['今年度', 0],
  ['本年度', 0], ['当年度', 0], ['今期', 0], ['当期', 0], ['年度内', 0], ['年度中', 0], ['年度末', 0], ['期末', 0],
];
const calendar_words: Words = [['再来年', 2], ['来年', 1], ['翌年', 1], ['今年', 0], ['本年', 0], ['年内', 0], ['年末', 0]];
const month_words: Words = [['再来月', 2], ['来月', 1], ['今月', 0], ['当月', 0]];
const halves: Words = [['上期', 1], ['上半期', 1], ['前半', 1], ['下期', 2], ['下半期', 2], ['後半', 2]];
const parts_of_month: Words = [['上旬', 10], ['初旬', 10], ['初め', 10], ['中旬', 20], ['半ば', 20]];
export function days_in_month(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A year of one or two digits: below 18 it is of 令和, from 18 on 20xx. */
export function short_year(number: number): number {
  return number < 18 ? reiwa + number : 2000 + number;
}

function era_year(base: number, number: number): number | null {
  const longest = base === heisei ? 31 : base === showa ? 64 : 60;
  return number < 1 || number > longest ? null : base + number;
}

// Windows Server 2019 says nothing about when something was introduced.
function after_product(text: string, at: number): boolean {
  const word = /([a-zA-Z]*) *$/.exec(text.slice(0, at))![1]!;
  return products.includes(word.toLowerCase());
}

// 2000人, 2,000円, 2000台: amounts.
function followed_by_amount(cursor: Cursor): boolean {
  const next = cursor.peek();
  if (next !== '' && '人件円台名個回時分秒字頁社点%'.includes(next)) return true;
  return (is_latin(next) && next !== 'Q') || (next === ',' && is_digit(cursor.peek(1)));
}

export function four_digit_year(cursor: Cursor): number | null {
  const start = cursor.at;
  const previous = cursor.before();
  if (is_digit(previous) || previous === ',') return null;
  if ((previous === ':' || previous === '.') && start > 1 && is_digit(cursor.text[start - 2]!)) return null;
  if (after_product(cursor.text, start)) return null;
  const year = cursor.number(4, 4);
  if (year === null || year < first_year || year > last_year || followed_by_amount(cursor)) {
    cursor.at = start;
    return null;
  }
  return year;
}

/** 令和7, 平成31, 昭和元, R7, H31.4, S63年. */
export function era(cursor: Cursor): number | null {
  const start = cursor.at;
  const settle = (year: number | null): number | null => {
    if (year === null) cursor.at = start;
    return year;
  };
  const named = cursor.take_one_of(era_names);
  if (named !== null) {
    cursor.spaces();
    if (cursor.take('元')) return named + 1;
    const number = cursor.number(1, 2);
    return settle(number === null ? null : era_year(named, number));
  }
  const previous = cursor.before();
  if (is_latin(previous) || is_digit(previous)) return null;
  // "Windows Server 2012 R2" names a release.
  if (previous === ' ' && start > 1 && is_digit(cursor.text[start - 2]!)) return null;
  const base = cursor.take_one_of(era_letters);
  if (base === null) return null;
  cursor.take('.');
  if (base === reiwa && cursor.take('元')) return reiwa + 1;
  const number = cursor.number(1, 2);
  const year = number === null ? null : era_year(base, number);
  if (year === null || is_latin(cursor.peek())) return settle(null);
  // H and S alone are too common as part of a number ("S3", "H2"); a month or 年 must follow.
  const dated = cursor.peek() === '年' || (/^[./-]$/.test(cursor.peek()) && is_digit(cursor.peek(1)));
  return settle(base !== reiwa && !dated ? null : year);
}

/** '25, ’24年10月, FY2025, FY25, 25年10月. */
export function short_forms(cursor: Cursor, mention: Mention): boolean {
  const start = cursor.at;
  if (!is_latin(cursor.before()) && (cursor.take('FY') || cursor.take('fy'))) {
    cursor.take("'");
    cursor.spaces();
    mention.year = cursor.number(4, 4);
    if (mention.year !== null && (mention.year < first_year || mention.year > last_year)) mention.year = null;
    if (mention.year === null) {
      const two = cursor.number(2, 2);
      if (two !== null) mention.year = 2000 + two;
    }
    if (mention.year !== null) return (mention.fiscal = true);
  }
  cursor.at = start;
  if (cursor.take("'")) {
    const two = cursor.number(2, 2);
    if (two !== null && !is_latin(cursor.peek())) {
      mention.year = 2000 + two;
      return true;
    }
  }
  cursor.at = start;
  if (is_digit(cursor.before()) || cursor.before() === '.') return false;
  const number = cursor.number(1, 2);
  if (number !== null && number > 0 && cursor.take('年')) {
    const after = cursor.at;
    const month = cursor.number(1, 2);
    if (month !== null && month >= 1 && month <= 12 && cursor.peek() === '月' && cursor.peek(1) !== '間') {
      cursor.at = after - 1;
      mention.year = short_year(number);
      return true;
    }
  }
  cursor.at = start;
  return false;
}

/** 来年度, 今期, 来年, 年内, 来月: what the context knows. */
export function relative_year(cursor: Cursor, mention: Mention, context: DateContext): boolean {
  if (is_digit(cursor.before())) return false;
  const fiscal = cursor.take_one_of(fiscal_words);
  if (fiscal !== null) {
    mention.year = context.fiscal_year + fiscal;
    return (mention.fiscal = true);
  }
  const [year, month] = context.today === null ? [context.fiscal_year, null] : context.today.split('-').map(Number) as [number, number];
  const calendar = cursor.take_one_of(calendar_words);
  if (calendar !== null) {
    mention.year = year + calendar;
    return true;
  }
  if (month === null) return false;
  const offset = cursor.take_one_of(month_words);
  if (offset === null) return false;
  const index = year * 12 + month - 1 + offset;
  mention.year = Math.floor(index / 12);
  mention.month = (index % 12) + 1;
  return true;
}

/** 上期, 第3四半期, 3Q, Q3. */
export function part_of_year(cursor: Cursor, mention: Mention): boolean {
  const start = cursor.at;
  mention.half = cursor.take_one_of(halves) ?? mention.half;
  if (cursor.at > start) return (mention.fiscal = true);
  const ordinal = cursor.take('第');
  const quarter = cursor.number(1, 1);
  if (quarter !== null && quarter >= 1 && quarter <= 4 && (cursor.take('四半期') || (!ordinal && cursor.take('Q')))) {
    mention.quarter = quarter;
    return (mention.fiscal = true);
  }
  cursor.at = start;
  if (cursor.take('Q')) {
    const number = cursor.number(1, 1);
    if (number !== null && number >= 1 && number <= 4) {
      mention.quarter = number;
      return (mention.fiscal = true);
    }
  }
  cursor.at = start;
  return false;
}

export function day_of_month(cursor: Cursor, mention: Mention): void {
  const start = cursor.at;
  const part = cursor.take_one_of(parts_of_month);
  if (part !== null) {
    mention.day = part;
    return;
  }
  const day = cursor.number(1, 2);
  if (day !== null && cursor.take('日')) mention.day = day;
  else cursor.at = start;
}

