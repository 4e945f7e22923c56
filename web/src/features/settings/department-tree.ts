// Departments as a tree: the order in which they are listed, what lies below one, what a move among siblings changes.

import type { Department } from '../../lib/api-types.ts';

export interface Branch {
  department: Department;
  depth: number;
  first: boolean;
  last: boolean;
}

const by_order = (a: Department, b: Department): number => a.order - b.order || (a.id < b.id ? -1 : 1);

function siblings_of(departments: readonly Department[], parent: string | null): Department[] {
  return departments.filter((one) => one.parent === parent).sort(by_order);
}

/** Parents before children, siblings in their order. */
export function branches_of(departments: readonly Department[], parent: string | null = null, depth = 0): Branch[] {
  const siblings = siblings_of(departments, parent);
  return siblings.flatMap((department, index) => [
    { department, depth, first: index === 0, last: index === siblings.length - 1 },
    ...branches_of(departments, department.id, depth + 1),
  ]);
}

/** Where a department may hang: everywhere but on itself and below itself. */
export function possible_parents(departments: readonly Department[], id: string | null): Branch[] {
  const below = new Set<string>(id === null ? [] : [id]);
  const branches = branches_of(departments);
  for (const { department } of branches) if (department.parent !== null && below.has(department.parent)) below.add(department.id);
  return branches.filter(({ department }) => !below.has(department.id));
}

/** The new places after one step up (-1) or down (1): only the departments whose place changes. */
export function moved(departments: readonly Department[], id: string, step: -1 | 1): { department: Department; order: number }[] {
  const department = departments.find((one) => one.id === id);
  if (department === undefined) return [];
  const siblings = siblings_of(departments, department.parent);
  const at = siblings.indexOf(department);
  const other = siblings[at + step];
  if (other === undefined) return [];
  siblings[at] = other;
  siblings[at + step] = department;
  return siblings.map((one, order) => ({ department: one, order })).filter(({ department: one, order }) => one.order !== order);
}

/** The names of a typed or pasted list: one a line, the first cell of a row copied from Excel, each name once. */
export function names_in(text: string): string[] {
  const names = text.split(/\r\n?|\n/).map((line) => (line.split('\t')[0] ?? '').trim().replace(/^"|"$/g, ''));
  return [...new Set(names.filter((name) => name !== ''))];
}
