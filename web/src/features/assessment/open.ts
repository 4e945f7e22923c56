// Opening the sheet of an address from any page of the slice.

import type { Assessment } from '../../lib/api-types.ts';
import { get } from '../../lib/api.ts';
import { load_assessments, pick_assessment } from '../../lib/years.svelte.ts';

/** null when there is no such sheet. */
export async function open_assessment(address: string): Promise<Assessment | null> {
  const picked = pick_assessment(await load_assessments(), address);
  return picked === null ? null : get<Assessment>(`/assessments/${picked.id}`);
}
