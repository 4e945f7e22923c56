// Dates as people read and write them. A date is the text "2026-09-30"; no time zone takes part. A cell is read
// strictly (nothing rather than a guess that could be wrong by a month), free text leniently: findings only warn.

import { fold_for_dates } from './date-cursor.ts';
import { date_mentions } from './date-mentions.ts';
import { days_in_month, short_year, type DateContext, type Mention } from './date-years.ts';

const weekdays = ['日', '月', '火', '水', '木', '金', '土'];

function make_date(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The last day of `months` months that start `offset` months after the fiscal year does. */
function end_of_part(fiscal_year: number, start_month: number, offset: number, months: number): string | null {
  const last = fiscal_year * 12 + start_month - 1 + offset + months - 1;
  const year = Math.floor(last / 12);
  const month = (last % 12) + 1;
  return make_date(year, month, days_in_month(year, month));
}

function last_day(mention: Mention, context: DateContext): string | null {
  const fiscal_year = mention.year ?? context.fiscal_year;
  if (mention.half !== null) return end_of_part(fiscal_year, context.start_month, (mention.half - 1) * 6, 6);
  if (mention.quarter !== null) return end_of_part(fiscal_year, context.start_month, (mention.quarter - 1) * 3, 3);
  if (mention.month === null) {
    if (mention.fiscal) return end_of_part(fiscal_year, context.start_month, 0, 12);
    return mention.year === null ? null : make_date(mention.year, 12, 31);
  }
  // A month without a calendar year lies in the fiscal year.
  const year = (mention.year === null || mention.fiscal) && mention.month < context.start_month ? fiscal_year + 1 : fiscal_year;
  return make_date(year, mention.month, mention.day ?? days_in_month(year, mention.month));
}

const promise = /まで|迄|予定|完了|目標|目途|めど|期限|見込|計画|目指|内に|中に|末に|するよう/;
const done = /策定|制定|改定|改訂|改正|導入|発行|施行|開始|から|より|以降|実施|作成|見直し|締結|公開|着手/;

/** Every year written out in the text, in order of appearance; amounts, standards and product names are not years. */
export function find_years(text: string): number[] {
  const mentions = date_mentions(fold_for_dates(text), { fiscal_year: 0, start_month: 4, today: null });
  return mentions.flatMap((mention) => (mention.written && mention.year !== null ? [mention.year] : []));
}

/** The day by which the text promises to be done; of several the latest. null when no date is named. */
export function find_due_date(text: string, context: DateContext): string | null {
  const folded = fold_for_dates(text);
  const promised: string[] = [];
  const neutral: string[] = [];
  for (const mention of date_mentions(folded, context)) {
    const day = last_day(mention, context);
    if (day === null) continue;
    const behind = /^[^。\n、]{0,16}/.exec(folded.slice(mention.end))![0];
    const before = folded.slice(Math.max(0, mention.begin - 6), mention.begin);
    if (promise.test(behind)) promised.push(day);
    else if (done.test(behind)) continue;
    else if (/予定|期限|目標|目途|by |until /.test(before)) promised.push(day);
    else neutral.push(day);
  }
  return (promised.length > 0 ? promised : neutral).sort().at(-1) ?? null;
}

/** A whole cell that is a date; a month alone is its last day. null for anything else. */
export function read_date_cell(text: string, context: DateContext): string | null {
  const folded = fold_for_dates(text.trim());
  const short = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{1,2})$/.exec(folded);
  if (short) return Number(short[1]) < 1 ? null : make_date(short_year(Number(short[1])), Number(short[3]), Number(short[4]));
  const mentions = date_mentions(folded.replace(/\([日月火水木金土]\)$/, ''), context);
  const only = mentions[0];
  // A cell names a day or a month: a year, a half or a quarter alone is too vague to be filled in silently.
  if (mentions.length !== 1 || only === undefined || only.begin !== 0 || only.month === null) return null;
  const rest = folded.replace(/\([日月火水木金土]\)$/, '').slice(only.end);
  return ['', '末', '末日', 'まで', '末まで'].includes(rest) ? last_day(only, context) : null;
}

/** The date a person meant, "" for an empty text, null when it cannot be read. */
export function read_date(text: string, fiscal_year: number, start_month = 4): string | null {
  return text.trim() === '' ? '' : read_date_cell(text, { fiscal_year, start_month, today: null });
}

function parts(date: string): [number, number, number] {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return [year, month, day];
}

/** 2026/09/30: for cells, where columns should line up. */
export function cell_date(date: string | null): string {
  return date === null ? '' : date.replaceAll('-', '/');
}

/** 2026/9/11（金） or Fri 11 Sep 2026. */
export function long_date(date: string, language: 'ja' | 'en'): string {
  const [year, month, day] = parts(date);
  const at = new Date(Date.UTC(year, month - 1, day));
  if (language === 'en') {
    return new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(at);
  }
  return `${year}/${month}/${day}（${weekdays[at.getUTCDay()]}）`;
}

/** Clock time of today, otherwise date and time, in the browser's zone. */
export function moment(at: number, language: 'ja' | 'en', today?: string): string {
  const time = new Date(at);
  const clock = `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
  const date = local_date(time);
  return date === today ? clock : `${long_date(date, language)} ${clock}`;
}

export function local_date(time: Date): string {
  return `${time.getFullYear()}-${String(time.getMonth() + 1).padStart(2, '0')}-${String(time.getDate()).padStart(2, '0')}`;
}

export function days_between(from: string, to: string): number {
  const [y1, m1, d1] = parts(from);
  const [y2, m2, d2] = parts(to);
  return Math.round((Date.UTC(y2, m2 - 1, d2) - Date.UTC(y1, m1 - 1, d1)) / 86_400_000);
}

export function fiscal_year_of(date: string, starts_in: number): number {
  const [year, month] = parts(date);
  return month >= starts_in ? year : year - 1;
}

/** 8 for 2026: the Japanese era year in which the fiscal year begins. */
export function reiwa_year(year: number): number {
  return year - 2018;
}
