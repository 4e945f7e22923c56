// The responsibility table, as the routes of features/governance/responsibility answer, and what a key does to a cell.

export const marks = ['R', 'A', 'RA', 'C', 'I'] as const;
export type Mark = (typeof marks)[number];
export type Row = Record<string, Mark>;
export interface Line {
  no: number;
  label: string;
  condition: string;
  marks: Row;
  proposal: Row;
}
export interface Column {
  id: string;
  name: string;
  depth: number;
}
export interface ResponsibilityTable {
  fiscal_year: number;
  version: number;
  departments: Column[];
  items: Line[];
  no_r: number;
  no_a: number;
  many_a: number;
  confirmed_on: string | null;
  confirmed_by: string;
  changed_since: boolean;
}
export interface Change {
  no: number;
  department: string;
  from: Mark | null;
  to: Mark | null;
}
export type Gap = 'no_r' | 'no_a' | 'many_a';

export const does = (mark: Mark): boolean => mark === 'R' || mark === 'RA';
export const answers = (mark: Mark): boolean => mark === 'A' || mark === 'RA';

export function gaps_of(row: Row): Gap[] {
  const all = Object.values(row);
  const gaps: Gap[] = [];
  if (!all.some(does)) gaps.push('no_r');
  const charge = all.filter(answers).length;
  if (charge === 0) gaps.push('no_a');
  if (charge > 1) gaps.push('many_a');
  return gaps;
}

/** What a cell holds after a key; undefined: the key means nothing here. R and A join to RA and part again. */
export function after_key(key: string, mark: Mark | null): Mark | null | undefined {
  switch (key.toLowerCase()) {
    case 'r':
      return mark === 'A' ? 'RA' : mark === 'RA' ? 'A' : mark === 'R' ? null : 'R';
    case 'a':
      return mark === 'R' ? 'RA' : mark === 'RA' ? 'R' : mark === 'A' ? null : 'A';
    case 'c':
      return mark === 'C' ? null : 'C';
    case 'i':
      return mark === 'I' ? null : 'I';
    case 'delete':
    case 'backspace':
      return null;
    default:
      return undefined;
  }
}

/** Where an arrow leads from a cell; the edges stay. */
export function after_arrow(key: string, row: number, column: number, rows: number, columns: number): [number, number] | null {
  const step: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -columns], End: [0, columns], PageUp: [-10, 0], PageDown: [10, 0] };
  const by = step[key];
  if (by === undefined) return null;
  return [Math.min(rows - 1, Math.max(0, row + by[0])), Math.min(columns - 1, Math.max(0, column + by[1]))];
}

/** The changes that take the proposals of these lines. */
export function take_proposals(lines: readonly Line[]): Change[] {
  return lines.flatMap((line) => Object.entries(line.proposal).map(([department, to]) => ({ no: line.no, department, from: line.marks[department] ?? null, to })));
}
export const reversed = (changes: readonly Change[]): Change[] => [...changes].reverse().map((one) => ({ ...one, from: one.to, to: one.from }));
/** The table with changes made: what is shown until the server has answered. */
export function with_changes(table: ResponsibilityTable, changes: readonly Change[]): ResponsibilityTable {
  const items = table.items.map((line) => {
    const own = changes.filter((one) => one.no === line.no);
    if (own.length === 0) return line;
    const row: Row = { ...line.marks };
    for (const one of own) {
      if (one.to === null) delete row[one.department];
      else row[one.department] = one.to;
    }
    return { ...line, marks: row, proposal: Object.keys(row).length > 0 ? {} : line.proposal };
  });
  const all = items.map((line) => gaps_of(line.marks));
  const count = (gap: Gap): number => all.filter((gaps) => gaps.includes(gap)).length;
  return { ...table, items, no_r: count('no_r'), no_a: count('no_a'), many_a: count('many_a') };
}
