// What becomes of each cell of an edited copy: by itself where one side changed it, by a person's word where both did.
// The server decides again by the same rule (rules_merge.h); this is what the page shows before.

import type { MergeCell, MergeState, Take } from './types.ts';

export type Chosen = ReadonlyMap<string, Take>;
export type Filter = 'all' | MergeState;

export const key_of = (cell: Pick<MergeCell, 'no' | 'field'>): string => `${cell.no}/${cell.field}`;

/** null: a conflict that nobody decided yet. */
export function take_of(cell: MergeCell, chosen: Chosen): Take | null {
  const said = chosen.get(key_of(cell));
  if (said !== undefined) return said;
  return cell.state === 'conflict' ? null : cell.state === 'theirs' ? 'theirs' : 'ours';
}

/** Ours with theirs below; a text that contains the other stands alone. */
export function join_texts(ours: string, theirs: string): string {
  if (theirs === '' || ours.includes(theirs)) return ours;
  if (ours === '' || theirs.includes(ours)) return theirs;
  return `${ours}\n${theirs}`;
}

export function result_of(cell: MergeCell, take: Take): string {
  return take === 'theirs' ? cell.file : take === 'both' ? join_texts(cell.now, cell.file) : cell.now;
}

export interface Counts {
  taken: number;
  kept: number;
  undecided: number;
}
/** Cells that will change, that stay as they are, and that wait for a word. */
export function count(cells: readonly MergeCell[], chosen: Chosen): Counts {
  const counts: Counts = { taken: 0, kept: 0, undecided: 0 };
  for (const cell of cells) {
    const take = take_of(cell, chosen);
    if (take === null) counts.undecided += 1;
    else if (result_of(cell, take) !== cell.now) counts.taken += 1;
    else counts.kept += 1;
  }
  return counts;
}

export const shown_cells = (cells: readonly MergeCell[], filter: Filter): MergeCell[] => cells.filter((cell) => filter === 'all' || cell.state === filter);

/** Both texts can be joined; two scores or two dates cannot. */
export const joinable = (cell: MergeCell): boolean => cell.field === 'basis';

/** One word for many cells; where both cannot be joined the cell keeps what was said before. */
export function choose_all(cells: readonly MergeCell[], take: Take, chosen: Chosen): Map<string, Take> {
  const next = new Map(chosen);
  for (const cell of cells) if (cell.state !== 'same' && (take !== 'both' || joinable(cell))) next.set(key_of(cell), take);
  return next;
}

export interface Choice {
  no: number;
  field: MergeCell['field'];
  take: Take;
}
/** What the server has to be told: only what a person said, and only about cells that are still there. */
export function choices_of(cells: readonly MergeCell[], chosen: Chosen): Choice[] {
  return cells.flatMap((cell) => {
    const take = chosen.get(key_of(cell));
    return take === undefined ? [] : [{ no: cell.no, field: cell.field, take }];
  });
}
