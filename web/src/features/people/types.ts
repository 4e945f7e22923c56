// The people's table and the company, as the routes of core/directory and features/people answer.

import type { Named } from '../../lib/api-types.ts';

export type AccountState = 'none' | 'invited' | 'expired' | 'active' | 'disabled';
export interface Person extends Named {
  employee_no: string;
  kana: string;
  mail: string;
  login: string;
  roles: string[];
  side: 'operation' | 'audit';
  department: Named | null;
  /** Departments beside the main one. */
  posts: Named[];
  site: Named | null;
  /** The other company that employs them; '' for our own people. */
  employer: string;
  until: string | null;
  left_on: string | null;
  account: AccountState;
  version: number;
}
export interface Site extends Named {
  kana: string;
  /** JIS X 0401, 1-47; 0: none. */
  prefecture: number;
  address: string;
  phone: string;
  version: number;
}

export const columns = ['employee_no', 'name', 'kana', 'department', 'parent_department', 'roles', 'mail', 'login', 'posts', 'site', 'employer', 'until'] as const;
export type Column = (typeof columns)[number];
export type ColumnIndex = Record<Column, number | null>;

export interface PlannedRow {
  line: number;
  change: 'add' | 'update' | 'return';
  moved: boolean;
  employee_no: string;
  name: string;
  department: string;
  roles: string[];
  login: string;
  differences: { column: Column; from: string; to: string }[];
}
export interface RowProblem {
  line: number;
  column: Column | null;
  value: string;
  code: string;
  message: string;
}
export interface Missing extends Named {
  employee_no: string;
  department: string;
  employer: string;
}
export interface Plan {
  add: number;
  update: number;
  moved: number;
  returned: number;
  missing: Missing[];
  makes_departments: boolean;
  same: number;
  problem_count: number;
  departments: string[];
  rows: PlannedRow[];
  problems: RowProblem[];
  fingerprint: string;
}
export interface Preview {
  kind: 'csv' | 'xlsx';
  encoding: '' | 'utf-8' | 'utf-8-bom' | 'cp932';
  sheet: string;
  row_count: number;
  found: boolean;
  heading_line: number;
  columns: ColumnIndex;
  sample: { line: number; cells: string[] }[];
  plan: Plan | null;
}
export interface Imported {
  added: number;
  changed: number;
  departments: number;
  left: number;
  returned: number;
  left_out: number;
}
export interface Invitation {
  user: string;
  name: string;
  login: string;
  department: string | null;
  path: string;
  expires_at: number;
  qr_svg: string;
}
