// A drawing as the server makes it (src/formats/drawing/drawing_json.h): shapes with colours by role.

interface Look {
  fill?: string;
  opacity?: number;
  pattern?: 'hatched' | 'dotted';
  stroke?: string;
  thick?: number;
  dash?: 'dashed' | 'dotted';
}
export interface PathShape extends Look {
  kind: 'path';
  d: string;
}
export interface RectShape extends Look {
  kind: 'rect';
  x: number;
  y: number;
  width: number;
  height: number;
  radius?: number;
}
export interface CircleShape extends Look {
  kind: 'circle';
  x: number;
  y: number;
  r: number;
}
export interface TextShape {
  kind: 'text';
  x: number;
  y: number;
  text: string;
  size: number;
  fill: string;
  anchor?: 'middle' | 'end';
  bold?: boolean;
  turned?: number;
  whole?: string;
}
export type Shape = PathShape | RectShape | CircleShape | TextShape;

export interface Group {
  link?: string;
  label?: string;
  row?: number;
  column?: number;
  shapes: Shape[];
}
export interface Drawing {
  width: number;
  height: number;
  groups: Group[];
}
export interface PictureData {
  title: string;
  sentence: string;
  drawing: Drawing;
  table: { columns: string[]; rows: string[][] };
}

export const dashes = { dashed: '5 3', dotted: '1.5 2.5' };

export function variable(role: string | undefined): string {
  return role === undefined ? 'none' : `var(--${role})`;
}

/** The pairs of pattern and colour that a drawing uses: each needs one definition. */
export function patterns_of(drawing: Drawing): { name: string; pattern: string; colour: string }[] {
  const found = new Map<string, { name: string; pattern: string; colour: string }>();
  for (const group of drawing.groups) {
    for (const shape of group.shapes) {
      if (shape.kind === 'text' || shape.pattern === undefined || shape.fill === undefined) continue;
      const name = `${shape.pattern}-${shape.fill}`;
      found.set(name, { name, pattern: shape.pattern, colour: shape.fill });
    }
  }
  return [...found.values()];
}

/** Where an arrow key leads among the groups that can be pressed: the nearest one in that direction, or the same. */
export function step_to(groups: readonly Group[], from: number, key: string): number {
  const here = groups[from];
  if (here?.row === undefined || here.column === undefined) return from;
  const candidates = groups.map((group, index) => ({ index, row: group.row ?? -1, column: group.column ?? -1, link: group.link })).filter((one) => one.link !== undefined && one.row >= 0);
  const row = here.row;
  const column = here.column;
  const nearest = (list: typeof candidates, far: (one: (typeof candidates)[number]) => number): number => list.sort((a, b) => far(a) - far(b))[0]?.index ?? from;
  const same_row = candidates.filter((one) => one.row === row);
  switch (key) {
    case 'ArrowRight':
      return nearest(same_row.filter((one) => one.column > column), (one) => one.column);
    case 'ArrowLeft':
      return nearest(same_row.filter((one) => one.column < column), (one) => -one.column);
    case 'ArrowDown':
      return nearest(candidates.filter((one) => one.row > row), (one) => (one.row - row) * 1000 + Math.abs(one.column - column));
    case 'ArrowUp':
      return nearest(candidates.filter((one) => one.row < row), (one) => (row - one.row) * 1000 + Math.abs(one.column - column));
    case 'Home':
      return nearest(same_row, (one) => one.column);
    case 'End':
      return nearest(same_row, (one) => -one.column);
    default:
      return from;
  }
}
