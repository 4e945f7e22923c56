// Opening the sheet of a year from any page of the slice.

import type { Assessment } from '../../lib/api-types.ts';
import { get } from '../../lib/api.ts';
import { load_assessments, pick_assessment } from '../../lib/years.svelte.ts';

/** null when there is no sheet for this year. */
export async function open_assessment(year: number): Promise<Assessment | null> {
  const picked = pick_assessment(await load_assessments(), year);
  return picked === null ? null : get<Assessment>(`/assessments/${picked.id}`);
}
