// Finds what in a text looks like a date; dates.ts decides what it means. Mentions come in order of appearance and
// never overlap; the text comes from fold_for_dates.

import { Cursor, is_digit, is_latin } from './date-cursor.ts';
import { day_of_month, days_in_month, era, first_year, four_digit_year, last_year, part_of_year, relative_year, short_forms, type DateContext, type Mention, type Words } from './date-years.ts';

const english_months: Words = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
].map((name, index) => [name, index + 1] as const).concat([['Jan', 1], ['Feb', 2], ['Mar', 3], ['Apr', 4], ['Sept', 9], ['Jun', 6], ['Jul', 7], ['Aug', 8], ['Sep', 9], ['Oct', 10], ['Nov', 11], ['Dec', 12]]);

/** Month and day after a year: 年10月1日, /10/1, -10, .10. */
function month_and_day(cursor: Cursor, mention: Mention): void {
  const start = cursor.at;
  const worded = cursor.take('年');
  cursor.take('の');
  cursor.spaces();
  const separator = worded ? '' : cursor.peek();
  if (!worded) {
    if (!/^[/.-]$/.test(separator)) {
      cursor.at = start;
      return;
    }
    cursor.take(separator);
  }
  const before_month = cursor.at;
  const month = cursor.number(1, 2);
  const unit = cursor.take('月');
  if (month === null || month < 1 || month > 12 || (worded && !unit)) {
    cursor.at = worded ? before_month : start;
    return;
  }
  mention.month = month;
  if (unit) return day_of_month(cursor, mention);
  const after_month = cursor.at;
  if (separator !== '' && cursor.take(separator)) {
    mention.day = cursor.number(1, 2);
    if (mention.day === null) cursor.at = after_month;
  }
}

/** 20260901 and 202609. */
function compact(cursor: Cursor, mention: Mention): boolean {
  const previous = cursor.before();
  if (is_digit(previous) || is_latin(previous) || previous === '-') return false;
  const start = cursor.at;
  const long = cursor.number(8, 8);
  const number = long ?? cursor.number(6, 6);
  if (number === null || is_latin(cursor.peek())) {
    cursor.at = start;
    return false;
  }
  const packed = long === null ? number * 100 + 1 : number;
  const [year, month, day] = [Math.floor(packed / 10_000), Math.floor(packed / 100) % 100, packed % 100];
  if (year < 2000 || year > last_year || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
    cursor.at = start;
    return false;
  }
  mention.year = year;
  mention.month = month;
  if (long !== null) mention.day = day;
  return true;
}

/** March 2027, Mar. 31, 2027. */
function english_month(cursor: Cursor, mention: Mention): boolean {
  if (is_latin(cursor.before())) return false;
  const start = cursor.at;
  const month = cursor.take_one_of(english_months);
  if (month !== null) {
    cursor.take('.');
    cursor.spaces();
    const day = cursor.number(1, 2);
    cursor.take(',');
    cursor.spaces();
    const year = cursor.number(4, 4);
    if (year !== null && year >= first_year && year <= last_year) {
      Object.assign(mention, { year, month, day });
      return true;
    }
  }
  cursor.at = start;
  return false;
}

/** 9月末, 9月30日, 9/30: month and day without a year. */
function bare_month(cursor: Cursor, mention: Mention): boolean {
  const previous = cursor.before();
  if (is_digit(previous) || /^[./-]$/.test(previous)) return false;
  const start = cursor.at;
  const month = cursor.number(1, 2);
  if (month !== null && month >= 1 && month <= 12) {
    if (cursor.peek() === '月' && cursor.peek(1) !== '間') {
      cursor.take('月');
      mention.month = month;
      day_of_month(cursor, mention);
      return true;
    }
    if (cursor.take('/')) {
      const day = cursor.number(1, 2);
      if (day !== null && day >= 1 && day <= days_in_month(2024, month) && cursor.peek() !== '/' && !is_latin(cursor.peek())) {
        Object.assign(mention, { month, day });
        return true;
      }
    }
  }
  cursor.at = start;
  return false;
}

/** After a year: 年度, 上期, Q3, or month and day. */
function rest_of_year(cursor: Cursor, mention: Mention): void {
  if (cursor.take('年度')) mention.fiscal = true;
  const start = cursor.at;
  cursor.take('年');
  cursor.take('の');
  cursor.spaces();
  if (part_of_year(cursor, mention)) return;
  cursor.at = start;
  if (mention.fiscal) cursor.take('の');
  if (mention.fiscal && bare_month(cursor, mention)) return;
  if (!mention.fiscal) month_and_day(cursor, mention);
}

function mention_at(text: string, at: number, context: DateContext): Mention | null {
  const cursor = new Cursor(text, at);
  const mention: Mention = { begin: at, end: at, year: null, fiscal: false, written: false, month: null, day: null, half: null, quarter: null };
  if (compact(cursor, mention) || english_month(cursor, mention)) {
    mention.written = true;
  } else if ((mention.year = four_digit_year(cursor) ?? era(cursor)) !== null || short_forms(cursor, mention)) {
    mention.written = true;
    rest_of_year(cursor, mention);
  } else if (relative_year(cursor, mention, context)) {
    if (mention.month !== null) {
      day_of_month(cursor, mention);
    } else {
      cursor.take('の');
      if (!part_of_year(cursor, mention)) bare_month(cursor, mention);
    }
  } else if (!part_of_year(cursor, mention) && !bare_month(cursor, mention)) {
    return null;
  }
  mention.end = cursor.at;
  return mention;
}

export function date_mentions(folded: string, context: DateContext): Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < folded.length; ) {
    const mention = mention_at(folded, at, context);
    if (mention !== null && mention.end > at) {
      mentions.push(mention);
      at = mention.end;
    } else {
      at += 1;
    }
  }
  return mentions;
}
