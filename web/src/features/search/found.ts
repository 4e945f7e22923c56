// What a search found, as the server gives it.

import type { Score } from '../../lib/api-types.ts';

export interface Passage {
  where: 'condition' | 'criteria' | 'label' | 'basis' | 'responder';
  cut_before: boolean;
  cut_after: boolean;
  parts: { text: string; found: boolean }[];
}
export interface Hit {
  assessment: string;
  fiscal_year: number;
  title: string;
  no: number;
  label: string;
  condition: string;
  score: Score;
  department: string | null;
  passages: Passage[];
}
export interface Found {
  hits: Hit[];
  more: boolean;
  limit: number;
}

export interface SheetHits {
  assessment: string;
  fiscal_year: number;
  title: string;
  hits: Hit[];
}

/** Under their sheets, in the order in which the server gave them. */
export function by_sheet(hits: readonly Hit[]): SheetHits[] {
  const sheets = new Map<string, SheetHits>();
  for (const hit of hits) {
    const { assessment, fiscal_year, title } = hit;
    const sheet = sheets.get(assessment) ?? { assessment, fiscal_year, title, hits: [] };
    sheet.hits.push(hit);
    sheets.set(assessment, sheet);
  }
  return [...sheets.values()];
}
