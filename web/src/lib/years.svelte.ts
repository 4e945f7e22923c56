// The sheets there are, the newest of each fiscal year first, known to the frame (year switch) and to the pages.

import type { AssessmentSummary } from './api-types.ts';
import { get } from './api.ts';
import { fiscal_year_of } from './dates.ts';
import { session } from './session.svelte.ts';
import { address_of, sheet_at } from './sheet-address.ts';

let known = $state.raw<AssessmentSummary[] | null>(null);

export function assessments(): AssessmentSummary[] {
  return known ?? [];
}
export async function load_assessments(): Promise<AssessmentSummary[]> {
  const reply = await get<{ assessments: AssessmentSummary[] }>('/assessments');
  known = [...reply.assessments].sort((a, b) => b.fiscal_year - a.fiscal_year || b.created_at - a.created_at);
  return known;
}
export function this_fiscal_year(): number {
  return fiscal_year_of(session().today, session().company?.fiscal_year_start ?? 4);
}
/** Where a sheet is opened; the sheets must have been loaded. */
export function path_of(sheet: Pick<AssessmentSummary, 'id' | 'fiscal_year'>): string {
  return `/sheet/${address_of(assessments(), sheet)}`;
}
/** The sheet at an address; without one this year's, or the newest there is. */
export function pick_assessment(list: readonly AssessmentSummary[], address: string | null): AssessmentSummary | null {
  if (address !== null) return sheet_at(list, address);
  return list.find((one) => one.fiscal_year === this_fiscal_year()) ?? list[0] ?? null;
}
