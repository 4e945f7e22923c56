// Every action is a list of {row, field, from, to}. Undo gives the reverse as a normal edit; a cell that somebody
// changed since is left alone and counted.

import { same_value, type CellChange } from './edit-queue.ts';
import type { AnswerField, FieldValue } from '../../lib/api-types.ts';

const kept_actions = 200;

export interface Step {
  changes: CellChange[];
  skipped: number;
}

export class UndoStack {
  #done: CellChange[][] = [];
  #undone: CellChange[][] = [];

  push(changes: readonly CellChange[]): void {
    if (changes.length === 0) return;
    this.#done.push([...changes]);
    if (this.#done.length > kept_actions) this.#done.shift();
    this.#undone = [];
  }

  undo(value_of: (no: number, field: AnswerField) => FieldValue): Step | null {
    const action = this.#done.pop();
    if (action === undefined) return null;
    this.#undone.push(action);
    const reverse = [...action].reverse().map((one) => ({ no: one.no, field: one.field, from: one.to, to: one.from }));
    return applicable(reverse, value_of);
  }

  redo(value_of: (no: number, field: AnswerField) => FieldValue): Step | null {
    const action = this.#undone.pop();
    if (action === undefined) return null;
    this.#done.push(action);
    return applicable(action, value_of);
  }

  /** What undo would take back. */
  get last(): readonly CellChange[] | null {
    return this.#done.at(-1) ?? null;
  }
  get can_undo(): boolean {
    return this.#done.length > 0;
  }
  get can_redo(): boolean {
    return this.#undone.length > 0;
  }
}

function applicable(changes: readonly CellChange[], value_of: (no: number, field: AnswerField) => FieldValue): Step {
  const kept = changes.filter((one) => same_value(value_of(one.no, one.field), one.from));
  return { changes: kept, skipped: changes.length - kept.length };
}
