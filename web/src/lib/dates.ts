// Dates as people read and write them. A date is the text "2026-09-30"; no time zone takes part.
// The forms read are those of the sheet: 2026/9/1, 2026-09 (→ its last day), 9/1 (→ fiscal year), R8.9.1, 令和8年9月.

import { fold_width } from './fold.ts';

const eras: Record<string, number> = { R: 2018, 令和: 2018, H: 1988, 平成: 1988, S: 1925, 昭和: 1925 };
const weekdays = ['日', '月', '火', '水', '木', '金', '土'];

export function days_in_month(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function iso(year: number, month: number, day: number | null): string | null {
  if (year < 1900 || year > 2200 || month < 1 || month > 12) return null;
  const last = days_in_month(year, month);
  const at = day ?? last;
  if (at < 1 || at > last) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(at).padStart(2, '0')}`;
}

/** The date a person meant, "" for an empty text, null when it cannot be read. A month alone means its last day. */
export function read_date(text: string, fiscal_year: number, starts_in = 4): string | null {
  const folded = fold_width(text).trim().replace(/\s+/g, ' ');
  if (folded === '') return '';
  const plain = folded.replace(/\([日月火水木金土]\)$/, '').trim();

  const western = /^(\d{4})\s*[/\-.年]\s*(\d{1,2})(?:\s*[/\-.月]\s*(\d{1,2})?)?\s*(?:日|末)?$/.exec(plain);
  if (western) return iso(Number(western[1]), Number(western[2]), western[3] === undefined ? null : Number(western[3]));

  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (packed) return iso(Number(packed[1]), Number(packed[2]), Number(packed[3]));

  const era = /^(R|H|S|令和|平成|昭和)\s*(元|\d{1,2})\s*[/\-.年]\s*(\d{1,2})(?:\s*[/\-.月]\s*(\d{1,2})?)?\s*(?:日|末)?$/i.exec(plain);
  if (era) {
    const base = eras[era[1]!.toUpperCase()] ?? 0;
    const year = base + (era[2] === '元' ? 1 : Number(era[2]));
    return iso(year, Number(era[3]), era[4] === undefined ? null : Number(era[4]));
  }

  const short = /^(\d{1,2})\s*(?:[/.-]\s*(\d{1,2})|月\s*(?:(\d{1,2})\s*日?|末)?)$/.exec(plain);
  if (short) {
    const month = Number(short[1]);
    const day = short[2] ?? short[3];
    return iso(month >= starts_in ? fiscal_year : fiscal_year + 1, month, day === undefined ? null : Number(day));
  }
  return null;
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
