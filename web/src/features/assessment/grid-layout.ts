// Where cells stand on the screen: for the textarea over the active cell, the frame around the range, and scrolling.

import type { Grid } from './grid.svelte.ts';
import type { Cell } from './selection.ts';

export interface Box {
  top: number;
  left: number;
  width: number;
  height: number;
}
export interface Place extends Box {
  sticky: boolean;
}

const is_sticky = (cell: HTMLElement): boolean => getComputedStyle(cell).position === 'sticky';

export class GridLayout {
  readonly #grid: Grid;
  readonly #scroller: () => HTMLElement;
  readonly #table: () => HTMLTableElement;

  constructor(grid: Grid, scroller: () => HTMLElement, table: () => HTMLTableElement) {
    this.#grid = grid;
    this.#scroller = scroller;
    this.#table = table;
  }

  head_height(): number {
    return this.#table().tHead?.offsetHeight ?? 0;
  }

  #cell_at(row: number, column: number): HTMLTableCellElement | null {
    const no = this.#grid.rows[row]?.item.no;
    return this.#table().querySelector<HTMLTableRowElement>(`tr[data-no="${no}"]`)?.cells[column] ?? null;
  }

  /** The cell under an event; null outside the answer rows (head, conflict strip, textarea). */
  cell_of(event: Event): Cell | null {
    const cell = (event.target as Element).closest<HTMLTableCellElement>('tr[data-no] > td, tr[data-no] > th');
    const no = Number((cell?.parentElement as HTMLElement | null)?.dataset.no);
    const row = this.#grid.rows.findIndex((one) => one.item.no === no);
    return cell === null || row < 0 ? null : { row, column: cell.cellIndex };
  }

  measure(): { place: Place | null; frame: Box | null } {
    const { active, range } = this.#grid;
    const cell = this.#cell_at(active.row, active.column);
    if (cell === null) return { place: null, frame: null };
    const place = { top: cell.offsetTop, left: cell.offsetLeft, width: cell.offsetWidth, height: cell.offsetHeight, sticky: is_sticky(cell) };
    if (range.top === range.bottom && range.left === range.right) return { place, frame: null };
    const first = this.#cell_at(range.top, range.left);
    const last = this.#cell_at(range.bottom, range.right);
    if (first === null || last === null) return { place, frame: null };
    const frame = { top: first.offsetTop, left: first.offsetLeft, width: last.offsetLeft + last.offsetWidth - first.offsetLeft, height: last.offsetTop + last.offsetHeight - first.offsetTop };
    return { place, frame };
  }

  /** Scrolls so that the cell is not hidden, neither outside nor under the sticky head or the sticky columns. */
  bring_into_view(place: Place): void {
    const scroller = this.#scroller();
    const above = place.top - this.head_height();
    const below = place.top + place.height - scroller.clientHeight;
    if (above < scroller.scrollTop) scroller.scrollTop = above;
    else if (below > scroller.scrollTop) scroller.scrollTop = below;
    if (place.sticky) return;
    const pinned = this.#cell_at(this.#grid.active.row, this.#grid.columns.findIndex((one) => one.key === 'condition'));
    const covered = pinned !== null && is_sticky(pinned) ? 48 + pinned.offsetWidth : 0;
    const beyond = place.left + place.width - scroller.clientWidth;
    if (place.left - covered < scroller.scrollLeft) scroller.scrollLeft = place.left - covered;
    else if (beyond > scroller.scrollLeft) scroller.scrollLeft = beyond;
  }
}
