// The sheets there are, one per fiscal year, known to the frame (year switch) and to the pages.

import type { AssessmentSummary } from './api-types.ts';
import { get } from './api.ts';
import { fiscal_year_of } from './dates.ts';
import { session } from './session.svelte.ts';

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
/** The sheet of a year; without a year this year's, or the newest there is. */
export function pick_assessment(list: readonly AssessmentSummary[], year: number | null): AssessmentSummary | null {
  if (year !== null) return list.find((one) => one.fiscal_year === year) ?? null;
  return list.find((one) => one.fiscal_year === this_fiscal_year()) ?? list[0] ?? null;
}
