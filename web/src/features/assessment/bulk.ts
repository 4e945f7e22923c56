// One change for many rows: which cells it would change. Rows that may not be changed and cells that already say so
// are left out.

import type { AnswerField, FieldValue } from '../../lib/api-types.ts';
import { same_value, type CellChange } from './edit-queue.ts';

export interface BulkRow {
  no: number;
  editable: boolean;
  value: (field: AnswerField) => FieldValue;
}

export function bulk_changes(rows: readonly BulkRow[], fields: readonly AnswerField[], to: (field: AnswerField) => FieldValue): CellChange[] {
  return rows
    .filter((row) => row.editable)
    .flatMap((row) => fields.map((field) => ({ no: row.no, field, from: row.value(field), to: to(field) })))
    .filter((change) => !same_value(change.from, change.to));
}
export function rows_changed(changes: readonly CellChange[]): number {
  return new Set(changes.map((change) => change.no)).size;
}
