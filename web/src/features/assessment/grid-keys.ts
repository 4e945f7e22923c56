// The keys of the grid, as in a spreadsheet. Keys pressed while composing belong to the input method (isComposing, or
// key code 229 where a browser reports the key first), so the Enter that confirms kanji does not leave the cell.

import { t } from '../../lib/messages.svelte.ts';
import type { Grid } from './grid.svelte.ts';
import { clamp, edge, next_stop, type Cell } from './selection.ts';

const score_keys: Record<string, string> = { '2': '2', '1': '1', '0': '0', '-': '該当なし' };
const arrows: Record<string, Cell> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

export function handle_key(grid: Grid, event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229) return;
  const handled = shortcut(grid, event) || (grid.editing === 'no' ? key_on_cell(grid, event) : key_in_cell(grid, event));
  if (event.key !== 'Escape' && event.key !== 'Tab' && event.key !== 'Shift') grid.tab_leaves = false;
  if (handled) event.preventDefault();
}

function shortcut(grid: Grid, event: KeyboardEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  switch (event.key.toLowerCase()) {
    case 's':
      if (grid.commit()) void grid.store.send().then(() => grid.hooks.say(t(grid.store.state === 'saved' ? 'web.save.saved_now' : 'web.save.not_yet')));
      return true;
    case 'f':
      if (grid.commit()) grid.hooks.focus_search();
      return true;
    case 'enter':
      if (grid.editing === 'no') return false;
      grid.commit(true);
      return true;
    default:
      return false;
  }
}

function key_in_cell(grid: Grid, event: KeyboardEvent): boolean {
  if (event.key === 'Escape') {
    grid.cancel();
    return true;
  }
  if (event.key === 'Enter' && event.altKey) {
    const { input } = grid;
    input?.setRangeText('\n', input.selectionStart, input.selectionEnd, 'end');
    input?.dispatchEvent(new Event('input'));
    return true;
  }
  if (event.key === 'Enter') {
    if (grid.commit()) grid.move_to({ row: grid.active.row + (event.shiftKey ? -1 : 1), column: grid.active.column });
    return true;
  }
  if (event.key === 'Tab') return !grid.commit() || tab(grid, !event.shiftKey);
  const arrow = arrows[event.key];
  if (arrow !== undefined && grid.editing === 'typed' && !event.shiftKey) {
    if (grid.commit()) step(grid, arrow, false);
    return true;
  }
  return false;
}

function key_on_cell(grid: Grid, event: KeyboardEvent): boolean {
  const control = event.ctrlKey || event.metaKey;
  if (control) return control_key(grid, event);
  const arrow = arrows[event.key];
  if (arrow !== undefined && event.altKey) {
    if (event.key === 'ArrowDown') grid.hooks.open_menu();
    return event.key === 'ArrowDown';
  }
  if (arrow !== undefined) return step(grid, arrow, event.shiftKey);
  switch (event.key) {
    case 'Enter':
      grid.move_to({ row: grid.active.row + (event.shiftKey ? -1 : 1), column: grid.active.column });
      return true;
    case 'Tab':
      return !grid.tab_leaves && tab(grid, !event.shiftKey);
    case 'Home':
      grid.move_to({ row: grid.active.row, column: 0 }, event.shiftKey);
      return true;
    case 'End':
      grid.move_to({ row: grid.active.row, column: grid.columns.length - 1 }, event.shiftKey);
      return true;
    case 'PageUp':
    case 'PageDown':
      grid.move_to({ row: grid.active.row + (event.key === 'PageUp' ? -grid.page_rows : grid.page_rows), column: grid.active.column }, event.shiftKey);
      return true;
    case 'F2':
      grid.begin('opened');
      return true;
    case 'Delete':
    case 'Backspace':
      grid.clear_range();
      return true;
    case 'Escape':
      grid.anchor = grid.active;
      grid.tab_leaves = true;
      return true;
    default: {
      const score = grid.column?.key === 'score' ? score_keys[event.key] : undefined;
      if (score === undefined) return false;
      grid.set_active(score);
      return true;
    }
  }
}

function control_key(grid: Grid, event: KeyboardEvent): boolean {
  const arrow = arrows[event.key];
  if (arrow !== undefined) {
    grid.move_to(edge(grid.active, arrow, grid.size, (cell) => grid.text_at(cell) !== ''), event.shiftKey);
    return true;
  }
  switch (event.key.toLowerCase()) {
    case 'home':
      grid.move_to({ row: 0, column: 0 }, event.shiftKey);
      return true;
    case 'end':
      grid.move_to({ row: grid.rows.length - 1, column: grid.columns.length - 1 }, event.shiftKey);
      return true;
    case 'a':
      grid.anchor = { row: 0, column: 0 };
      grid.active = clamp({ row: grid.rows.length - 1, column: grid.columns.length - 1 }, grid.size);
      return true;
    case 'd':
      grid.fill_down();
      return true;
    case 'z':
      if (event.shiftKey) grid.redo();
      else grid.undo();
      return true;
    case 'y':
      grid.redo();
      return true;
    default:
      return false;
  }
}

function step(grid: Grid, step: Cell, extend: boolean): boolean {
  grid.move_to({ row: grid.active.row + step.row, column: grid.active.column + step.column }, extend);
  return true;
}
function tab(grid: Grid, forward: boolean): boolean {
  const stops = grid.columns.flatMap((column, index) => (column.field === null ? [] : [index]));
  const next = next_stop(grid.active, forward, grid.size, stops);
  if (next !== null) grid.move_to(next);
  return next !== null;
}
