// The grid's behaviour without its looks: cursor, range, editing, clipboard. Its keys stand in
// grid-keys.ts.

import { t } from '../../lib/messages.svelte.ts';
import { parse_tsv, write_tsv } from '../../lib/tsv.ts';
import { cell_text, read_cell, unreadable, type Column, type Reading } from './columns.ts';
import { same_value, type CellChange } from './edit-queue.ts';
import { needs_preview, plan_paste, spread, type PastePlan } from './paste.ts';
import { clamp, rectangle, type Cell, type Rectangle, type Size } from './selection.ts';
import type { SheetRow } from './sheet-row.svelte.ts';
import type { SheetStore } from './sheet-store.svelte.ts';

/** `typed` = begun by typing, arrows leave the cell; `opened` = begun by F2 or double press, arrows move the caret. */
export type Editing = 'no' | 'typed' | 'opened';

export interface GridHooks {
  focus_search: () => void;
  say: (sentence: string) => void;
  open_menu: () => void;
}

export class Grid {
  readonly store: SheetStore;
  readonly reading: Reading;
  readonly hooks: GridHooks;
  rows = $state.raw<SheetRow[]>([]);
  columns = $state.raw<Column[]>([]);
  active = $state.raw<Cell>({ row: 0, column: 0 });
  anchor = $state.raw<Cell>({ row: 0, column: 0 });
  editing = $state<Editing>('no');
  problem = $state('');
  preview = $state.raw<PastePlan | null>(null);
  input: HTMLTextAreaElement | null = null;
  page_rows = 12;
  /** After Esc the next Tab leaves the grid, so that the keyboard is never caught in it. */
  tab_leaves = false;

  readonly range = $derived<Rectangle>(rectangle(this.anchor, this.active));
  readonly row = $derived<SheetRow | undefined>(this.rows[this.active.row]);
  readonly column = $derived<Column | undefined>(this.columns[this.active.column]);
  readonly editable = $derived.by(() => this.column?.field != null && (this.row?.answer.editable ?? false) && this.store.assessment.may.answer);

  constructor(store: SheetStore, reading: Reading, hooks: GridHooks) {
    this.store = store;
    this.reading = reading;
    this.hooks = hooks;
  }

  get size(): Size {
    return { rows: this.rows.length, columns: this.columns.length };
  }
  text_at(cell: Cell): string {
    const row = this.rows[cell.row];
    const column = this.columns[cell.column];
    return row === undefined || column === undefined ? '' : cell_text(column.key, row.item, row.answer, this.reading);
  }

  // ---- cursor -------------------------------------------------------------------------------------------------

  move_to(cell: Cell, extend = false): void {
    this.active = clamp(cell, this.size);
    if (!extend) this.anchor = this.active;
    this.problem = '';
    if (this.row !== undefined) this.store.be_at(this.row.item.no);
  }
  /** Shows the same row again after the rows or columns changed under the cursor. */
  show(rows: SheetRow[], columns: Column[]): void {
    const no = this.row?.item.no;
    const key = this.column?.key;
    this.rows = rows;
    this.columns = columns;
    const row = Math.max(0, rows.findIndex((one) => one.item.no === no));
    const column = columns.findIndex((one) => one.key === key);
    this.move_to({ row, column: column < 0 ? Math.max(0, columns.findIndex((one) => one.key === 'score')) : column });
  }
  go_to(no: number, key?: string): boolean {
    const row = this.rows.findIndex((one) => one.item.no === no);
    if (row < 0) return false;
    const column = key === undefined ? this.active.column : this.columns.findIndex((one) => one.key === key || one.field === key);
    this.move_to({ row, column: column < 0 ? this.active.column : column });
    return true;
  }

  // ---- editing ------------------------------------------------------------------------------------------------

  begin(mode: 'typed' | 'opened'): boolean {
    if (this.editing !== 'no') return true;
    if (!this.editable) {
      if (this.input) this.input.value = '';
      this.hooks.say(t(this.column?.field == null ? 'web.grid.read_only' : 'web.grid.locked'));
      return false;
    }
    this.editing = mode;
    if (mode === 'opened' && this.input) {
      this.input.value = this.text_at(this.active);
      this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    }
    return true;
  }
  cancel(): void {
    this.editing = 'no';
    this.problem = '';
    if (this.input) this.input.value = '';
  }
  /** Stores what was typed. False when it cannot be understood: the cell stays open and says why. */
  commit(whole_range = false): boolean {
    if (this.editing === 'no') return true;
    const field = this.column?.field;
    const text = this.input?.value ?? '';
    if (field == null) return true;
    const to = read_cell(field, text, this.reading);
    if (to === undefined) {
      this.problem = t(unreadable[field], { text: text.trim() });
      return false;
    }
    const targets = whole_range ? this.rows.slice(this.range.top, this.range.bottom + 1) : this.row ? [this.row] : [];
    this.cancel();
    this.store.apply(targets.map((row) => ({ no: row.item.no, field, from: row.answer[field], to })));
    return true;
  }
  leave_field(): void {
    if (this.editing === 'no' || this.commit()) return;
    this.hooks.say(this.problem);
    this.cancel();
  }
  set_active(text: string): void {
    const field = this.column?.field;
    if (field == null || !this.begin('typed')) return;
    if (this.input) this.input.value = text;
    this.commit();
  }
  clear_range(): void {
    const changes = this.#in_range((row, column) => {
      const to = column.field === null ? undefined : read_cell(column.field, '', this.reading);
      return to === undefined ? null : { no: row.item.no, field: column.field!, from: row.answer[column.field!], to };
    });
    this.store.apply(changes);
  }
  fill_down(): void {
    const { top, bottom } = this.range;
    const source = this.rows[top === bottom ? top - 1 : top];
    if (source === undefined) return;
    const first = top === bottom ? top : top + 1;
    const changes = this.#in_range((row, column, at) =>
      column.field === null || at.row < first ? null : { no: row.item.no, field: column.field, from: row.answer[column.field], to: source.answer[column.field] },
    );
    const done = this.store.apply(changes.filter((one) => !same_value(one.from, one.to)));
    this.hooks.say(t('web.grid.filled', { n: done }));
  }
  undo(): void {
    const step = this.store.undo();
    this.hooks.say(step === null ? t('web.grid.nothing_to_undo') : t(step.skipped > 0 ? 'web.grid.undone_partly' : 'web.grid.undone', { n: step.changes.length, skipped: step.skipped }));
  }
  redo(): void {
    const step = this.store.redo();
    this.hooks.say(step === null ? t('web.grid.nothing_to_redo') : t(step.skipped > 0 ? 'web.grid.redone_partly' : 'web.grid.redone', { n: step.changes.length, skipped: step.skipped }));
  }

  #in_range(make: (row: SheetRow, column: Column, at: Cell) => CellChange | null): CellChange[] {
    const changes: CellChange[] = [];
    for (let row = this.range.top; row <= this.range.bottom; row += 1) {
      for (let column = this.range.left; column <= this.range.right; column += 1) {
        const change = make(this.rows[row]!, this.columns[column]!, { row, column });
        if (change !== null && !same_value(change.from, change.to)) changes.push(change);
      }
    }
    return changes;
  }

  // ---- clipboard ----------------------------------------------------------------------------------------------

  copy(): string {
    const { top, bottom, left, right } = this.range;
    const rows: string[][] = [];
    for (let row = top; row <= bottom; row += 1) {
      rows.push(Array.from({ length: right - left + 1 }, (_, index) => this.text_at({ row, column: left + index })));
    }
    return write_tsv(rows);
  }
  paste(text: string): void {
    const { top, bottom, left, right } = this.range;
    const cells = spread(parse_tsv(text), { top, left, rows: bottom - top + 1, columns: right - left + 1 });
    if (cells.length === 0) return;
    const targets = this.rows.map((row) => ({
      no: row.item.no,
      editable: row.answer.editable && this.store.assessment.may.answer,
      value: (field: CellChange['field']) => row.answer[field],
    }));
    const plan = plan_paste(cells, { row: top, column: left }, targets, this.columns, this.reading);
    if (needs_preview(plan)) this.preview = plan;
    else this.#store_paste(plan);
  }
  accept_preview(): void {
    if (this.preview) this.#store_paste(this.preview);
    this.preview = null;
  }
  #store_paste(plan: PastePlan): void {
    const done = this.store.apply(plan.changes);
    const top = this.range.top;
    const left = this.range.left;
    this.anchor = clamp({ row: top, column: left }, this.size);
    this.active = clamp({ row: top + plan.rows.length - 1, column: left + plan.columns.length - 1 }, this.size);
    this.hooks.say(t('web.grid.pasted', { n: done }));
  }
}
