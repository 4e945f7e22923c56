// What the page works out about the questions of a customer's questionnaire.

import type { QuestionRow, RowState } from './types.ts';

export type RowFilter = 'all' | RowState;

/** Proposals that one press may confirm: alike enough, and nothing stands in the customer's cell yet. */
export function confirmable(rows: readonly QuestionRow[], least: number): QuestionRow[] {
  return rows.filter((row) => row.state === 'proposed' && row.confidence >= least && row.given_answer === '' && row.answer_cell !== null);
}

export interface FillCounts {
  filled: number;
  waiting: number;
  empty: number;
}
/** Questions that get an answer, that are confirmed but have none yet, and that stay as they are. */
export function count_filled(rows: readonly QuestionRow[]): FillCounts {
  const counts: FillCounts = { filled: 0, waiting: 0, empty: 0 };
  for (const row of rows) {
    if (row.state !== 'confirmed') counts.empty += 1;
    else if (row.answer !== null && row.answer_cell !== null) counts.filled += 1;
    else counts.waiting += 1;
  }
  return counts;
}

export const filter_rows = (rows: readonly QuestionRow[], filter: RowFilter): QuestionRow[] => rows.filter((row) => filter === 'all' || row.state === filter);

export const percent = (confidence: number): number => Math.round(confidence / 10);

/** A number of the sheet out of what a person typed; null when it is none. */
export function item_number(text: string, known: ReadonlySet<number>): number | null {
  const digits = /^(?:no\.?\s*)?(\d{1,4})$/i.exec(text.normalize('NFKC').trim());
  const no = digits === null ? null : Number(digits[1]);
  return no !== null && known.has(no) ? no : null;
}
