// Which sheet an address means. "2026" is the newest sheet of the year; where a year has several, the earlier ones
// keep the address of their turn for ever: "2026-1" is the first that was made.

import type { AssessmentSummary } from './api-types.ts';

type Known = Pick<AssessmentSummary, 'id' | 'fiscal_year' | 'created_at'>;

const newest_first = (a: Known, b: Known): number => b.created_at - a.created_at || (a.id < b.id ? 1 : -1);

export function sheets_of<T extends Known>(list: readonly T[], year: number): T[] {
  return list.filter((one) => one.fiscal_year === year).sort(newest_first);
}
export function address_of(list: readonly Known[], sheet: Pick<Known, 'id' | 'fiscal_year'>): string {
  const same = sheets_of(list, sheet.fiscal_year);
  const at = same.findIndex((one) => one.id === sheet.id);
  return at <= 0 ? String(sheet.fiscal_year) : `${sheet.fiscal_year}-${same.length - at}`;
}
/** null when the year has no such sheet. */
export function sheet_at<T extends Known>(list: readonly T[], address: string): T | null {
  const parts = /^(\d{4})(?:-([1-9]\d{0,3}))?$/.exec(address);
  if (parts === null) return null;
  const same = sheets_of(list, Number(parts[1]));
  return same[parts[2] === undefined ? 0 : same.length - Number(parts[2])] ?? null;
}
