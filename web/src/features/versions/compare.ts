// What the comparison page decides: tabs, sides, who is asked again.

import type { ChangeKind, Comparison, DepartmentWork, ItemChange, Mark, VersionEntry } from './types.ts';

export const tabs = ['added', 'removed', 'renumbered', 'reworded'] as const satisfies readonly ChangeKind[];
export type Tab = (typeof tabs)[number];

/** The tab of the address; without one the first that has something to show, rewordings before all: they are the work. */
export function tab_of(asked: string | null, comparison: Comparison): Tab {
  const known = tabs.find((one) => one === asked);
  if (known !== undefined) return known;
  return (['reworded', 'added', 'removed', 'renumbered'] as const).find((one) => comparison.counts[one] > 0) ?? 'reworded';
}

export const rows_of = (comparison: Comparison, kind: ChangeKind): ItemChange[] => comparison.rows.filter((row) => row.kind === kind);

/** Items whose level is another one now, whatever else happened to them. */
export function level_changes(comparison: Comparison): ItemChange[] {
  return comparison.rows.filter((row) => row.from !== null && row.to !== null && row.from.level !== row.to.level);
}

/** One side of a marked text: the old wording keeps what was removed, the new one what was added. */
export function side_of(marks: readonly Mark[], side: 'from' | 'to'): Mark[] {
  return marks.filter((mark) => mark.kind !== (side === 'from' ? 'added' : 'removed'));
}

/** Departments that still have something to answer again; items without a department cannot be asked for. */
export function to_be_asked(departments: readonly DepartmentWork[]): DepartmentWork[] {
  return departments.filter((one) => one.department !== null && one.open.length > 0);
}
export function without_department(departments: readonly DepartmentWork[]): number[] {
  return departments.find((one) => one.department === null)?.open ?? [];
}
/** The page that sends requests, with the departments chosen. */
export function request_address(root: string, departments: readonly DepartmentWork[]): string {
  const ids = to_be_asked(departments).map((one) => one.department?.id ?? '');
  return `${root}/progress?departments=${ids.join(',')}`;
}

/** Which department an item belongs to, as far as it must be answered again. */
export function departments_by_number(departments: readonly DepartmentWork[]): Map<number, string> {
  const by_number = new Map<number, string>();
  for (const one of departments) for (const no of one.again) if (one.department !== null) by_number.set(no, one.department.name);
  return by_number;
}

export function version_name(version: Pick<VersionEntry, 'name' | 'version'>): string {
  return version.version === '' || version.name.includes(version.version) ? version.name : `${version.name} ${version.version}`;
}
