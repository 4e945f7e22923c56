import { describe, expect, it } from 'vitest';
import type { AnswerField, FieldValue } from '../../lib/api-types.ts';
import { bulk_changes, rows_changed, type BulkRow } from './bulk.ts';

const row = (no: number, department: string | null, editable = true): BulkRow => ({ no, editable, value: (field: AnswerField): FieldValue => (field === 'department' ? department : field === 'due' ? null : '') });
const rows = [row(1, null), row(2, 'd1'), row(3, 'd2'), row(4, null, false)];

describe('one change for many rows', () => {
  it('changes the rows that say something else', () => {
    expect(bulk_changes(rows, ['department'], () => 'd1')).toEqual([
      { no: 1, field: 'department', from: null, to: 'd1' },
      { no: 3, field: 'department', from: 'd2', to: 'd1' },
    ]);
  });
  it('leaves alone what may not be changed', () => expect(bulk_changes(rows, ['due'], () => '2026-12-01').map((one) => one.no)).toEqual([1, 2, 3]));
  it('clears several fields and counts rows, not cells', () => {
    const changes = bulk_changes([row(1, 'd1'), row(2, 'd2')], ['department', 'due', 'basis'], (field) => (field === 'basis' ? '' : null));
    expect(changes.map((one) => [one.no, one.field])).toEqual([[1, 'department'], [2, 'department']]);
    expect(rows_changed(changes)).toBe(2);
  });
  it('finds nothing to do where all is so already', () => expect(bulk_changes([row(2, 'd1')], ['department'], () => 'd1')).toEqual([]));
});
