// Days of the plan: moving them, and saying why nobody works on one.

import { days_between } from '../../lib/dates.ts';
import type { YearDays } from './types.ts';

const day_ms = 24 * 60 * 60 * 1000;

/** "2026-09-30" so many days later. */
export function plus_days(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day_ms).toISOString().slice(0, 10);
}

export interface Moved {
  starts: string | null;
  due: string;
}
/** Both ends moved together, kept inside the year; the length stays as it is. */
export function moved_by(task: Moved, days: number, first: string, last: string): Moved {
  const starts = task.starts ?? task.due;
  const room_before = days_between(first, starts);
  const room_after = days_between(task.due, last);
  const allowed = Math.max(-Math.max(0, room_before), Math.min(Math.max(0, room_after), days));
  return { starts: task.starts === null ? null : plus_days(task.starts, allowed), due: plus_days(task.due, allowed) };
}

/** Why nobody works on the day: the name of a holiday or of the company's own day, "weekend", or null when they do. */
export function rest_of(day: string, days: YearDays): string | null {
  const own = days.company.find((one) => one.day === day);
  if (own !== undefined) return own.works ? null : own.name === '' ? 'company' : own.name;
  const holiday = days.holidays.find((one) => one.day === day);
  if (holiday !== undefined) return holiday.name;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 ? 'weekend' : null;
}
