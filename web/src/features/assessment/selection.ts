// Where the grid's cursor goes. Pure geometry over a sheet of `rows` × `columns`.

export interface Cell {
  row: number;
  column: number;
}
export interface Size {
  rows: number;
  columns: number;
}
export interface Rectangle {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export function clamp(cell: Cell, size: Size): Cell {
  return { row: Math.max(0, Math.min(size.rows - 1, cell.row)), column: Math.max(0, Math.min(size.columns - 1, cell.column)) };
}

export function rectangle(a: Cell, b: Cell): Rectangle {
  return { top: Math.min(a.row, b.row), bottom: Math.max(a.row, b.row), left: Math.min(a.column, b.column), right: Math.max(a.column, b.column) };
}

/** Ctrl+arrow as in a spreadsheet: to the end of a filled run, or over a gap to the next filled cell, or to the edge. */
export function edge(from: Cell, step: Cell, size: Size, filled: (cell: Cell) => boolean): Cell {
  const inside = (cell: Cell): boolean => cell.row >= 0 && cell.row < size.rows && cell.column >= 0 && cell.column < size.columns;
  const next = (cell: Cell): Cell => ({ row: cell.row + step.row, column: cell.column + step.column });
  let at = from;
  let ahead = next(at);
  if (!inside(ahead)) return at;
  if (filled(at) && filled(ahead)) {
    while (inside(ahead) && filled(ahead)) {
      at = ahead;
      ahead = next(ahead);
    }
    return at;
  }
  while (inside(ahead)) {
    at = ahead;
    if (filled(at)) return at;
    ahead = next(ahead);
  }
  return at;
}

/** Tab order: row by row over the columns that can be changed; null past either end, where focus leaves the grid. */
export function next_stop(from: Cell, forward: boolean, size: Size, stops: readonly number[]): Cell | null {
  const columns = forward ? stops.filter((column) => column > from.column) : stops.filter((column) => column < from.column).reverse();
  if (columns[0] !== undefined) return { row: from.row, column: columns[0] };
  const row = from.row + (forward ? 1 : -1);
  if (row < 0 || row >= size.rows || stops.length === 0) return null;
  return { row, column: forward ? stops[0]! : stops[stops.length - 1]! };
}
