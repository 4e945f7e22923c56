// From a clipboard's text to the changes it means, before anything is stored. Cells that cannot be understood, that
// may not be changed, or that fall outside the sheet make a preview necessary.

import type { AnswerField, FieldValue } from '../../lib/api-types.ts';
import type { Column, Reading } from './columns.ts';
import { read_cell } from './columns.ts';
import { same_value, type CellChange } from './edit-queue.ts';

export interface Target {
  no: number;
  editable: boolean;
  value: (field: AnswerField) => FieldValue;
}

export interface PastedCell {
  text: string;
  state: 'change' | 'same' | 'unclear' | 'locked' | 'read_only';
}

export interface PastePlan {
  columns: Column[];
  rows: { no: number; cells: PastedCell[] }[];
  changes: CellChange[];
  unclear: number;
  locked: number;
  left_over_rows: number;
  left_over_columns: number;
}

export interface Range {
  top: number;
  left: number;
  rows: number;
  columns: number;
}

/** A single copied value fills the whole selected range; a smaller block is repeated when it fits evenly. */
export function spread(cells: string[][], range: Range): string[][] {
  const height = cells.length;
  const width = Math.max(0, ...cells.map((row) => row.length));
  if (height === 0 || width === 0) return cells;
  const rows = range.rows > height && range.rows % height === 0 ? range.rows : height;
  const columns = range.columns > width && range.columns % width === 0 ? range.columns : width;
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => cells[row % height]?.[column % width] ?? ''));
}

export function plan_paste(cells: string[][], at: { row: number; column: number }, targets: readonly Target[], columns: readonly Column[], reading: Reading): PastePlan {
  const width = Math.max(0, ...cells.map((row) => row.length));
  const used_columns = columns.slice(at.column, at.column + width);
  const plan: PastePlan = {
    columns: used_columns,
    rows: [],
    changes: [],
    unclear: 0,
    locked: 0,
    left_over_rows: Math.max(0, at.row + cells.length - targets.length),
    left_over_columns: Math.max(0, at.column + width - columns.length),
  };
  for (const [offset, texts] of cells.entries()) {
    const target = targets[at.row + offset];
    if (target === undefined) break;
    const row = used_columns.map((column, index) => plan_cell(texts[index] ?? '', column, target, reading, plan));
    plan.rows.push({ no: target.no, cells: row });
  }
  return plan;
}

function plan_cell(text: string, column: Column, target: Target, reading: Reading, plan: PastePlan): PastedCell {
  if (column.field === null) return { text, state: 'read_only' };
  if (!target.editable) {
    plan.locked += 1;
    return { text, state: 'locked' };
  }
  const to = read_cell(column.field, text, reading);
  if (to === undefined) {
    plan.unclear += 1;
    return { text, state: 'unclear' };
  }
  const from = target.value(column.field);
  if (same_value(from, to)) return { text, state: 'same' };
  plan.changes.push({ no: target.no, field: column.field, from, to });
  return { text, state: 'change' };
}

export function needs_preview(plan: PastePlan): boolean {
  return plan.unclear > 0 || plan.locked > 0 || plan.left_over_rows > 0 || plan.left_over_columns > 0;
}
