// Changes on their way to the server. Pure bookkeeping: no clock, no network.
// 1. At most one batch is on its way; its key never changes until the server has answered (idempotent retry).
// 2. A field waits at most once per row: later changes are merged, `from` stays the oldest, `to` the newest.
// 3. A change back to the value it started from is dropped.

import type { AnswerField, Change, Edit, FieldValue } from '../../lib/api-types.ts';

export interface CellChange {
  no: number;
  field: AnswerField;
  from: FieldValue;
  to: FieldValue;
}

export interface Batch {
  key: string;
  edits: Edit[];
}

export const max_edits = 2000;

export function same_value(a: FieldValue, b: FieldValue): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => one === b[index]);
  return a === b;
}

export class EditQueue {
  #waiting = new Map<number, Map<AnswerField, { from: FieldValue; to: FieldValue }>>();
  #sending: Batch | null = null;

  add(changes: readonly CellChange[]): void {
    for (const change of changes) {
      const fields = this.#waiting.get(change.no) ?? new Map<AnswerField, { from: FieldValue; to: FieldValue }>();
      const from = fields.has(change.field) ? fields.get(change.field)!.from : change.from;
      if (same_value(from, change.to)) fields.delete(change.field);
      else fields.set(change.field, { from, to: change.to });
      if (fields.size > 0) this.#waiting.set(change.no, fields);
      else this.#waiting.delete(change.no);
    }
  }

  /** The batch to send now: the unanswered one again, otherwise a new one; null when nothing waits. */
  take(version_of: (no: number) => number, new_key: () => string): Batch | null {
    if (this.#sending !== null) return this.#sending;
    if (this.#waiting.size === 0) return null;
    const edits: Edit[] = [];
    for (const [no, fields] of this.#waiting) {
      if (edits.length === max_edits) break;
      const changes: Change[] = [...fields].map(([field, value]) => ({ field, ...value }));
      edits.push({ no, version: version_of(no), changes });
      this.#waiting.delete(no);
    }
    this.#sending = { key: new_key(), edits };
    return this.#sending;
  }

  /** The server has answered (or refused for good) the batch on its way; gives what it contained. */
  answered(): Edit[] {
    const edits = this.#sending?.edits ?? [];
    this.#sending = null;
    return edits;
  }

  /** Values of this row the server does not know yet: on their way first, then waiting. */
  pending(no: number): Map<AnswerField, FieldValue> {
    const values = new Map<AnswerField, FieldValue>();
    for (const edit of this.#sending?.edits ?? []) {
      if (edit.no === no) for (const change of edit.changes) values.set(change.field, change.to);
    }
    for (const [field, value] of this.#waiting.get(no) ?? []) values.set(field, value.to);
    return values;
  }

  /** Everything the server has not confirmed, as changes that another queue can take over. */
  unconfirmed(): CellChange[] {
    const merged = new EditQueue();
    for (const edit of this.#sending?.edits ?? []) merged.add(edit.changes.map((change) => ({ no: edit.no, ...change })));
    for (const [no, fields] of this.#waiting) merged.add([...fields].map(([field, value]) => ({ no, field, ...value })));
    return [...merged.#waiting].flatMap(([no, fields]) => [...fields].map(([field, value]) => ({ no, field, ...value })));
  }

  /** Cells not yet confirmed by the server. */
  get count(): number {
    let cells = 0;
    for (const fields of this.#waiting.values()) cells += fields.size;
    for (const edit of this.#sending?.edits ?? []) cells += edit.changes.length;
    return cells;
  }
  get on_its_way(): boolean {
    return this.#sending !== null;
  }
}
