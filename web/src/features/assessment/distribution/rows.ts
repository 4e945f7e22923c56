// The rows of the distribution: what stands, what is proposed, and the edits that a choice means. No requests here.

import type { Answer, Assessment, Edit } from '../../../lib/api-types.ts';

export interface Proposal {
  no: number;
  department: string | null;
  reason: 'nothing' | 'assigned' | 'last_year' | 'area' | 'hint';
  because: string;
}
export interface DepartmentChoice {
  id: string;
  name: string;
  depth: number;
}
export interface ProposalReply {
  proposals: Proposal[];
  departments: DepartmentChoice[];
}

export interface Row {
  no: number;
  label: string;
  condition: string;
  area: string;
  version: number;
  /** As it is stored. */
  department: string | null;
  /** Offered while nobody has it. */
  proposal: Proposal | null;
}

export function rows_of(sheet: Pick<Assessment, 'items' | 'answers'>, proposals: readonly Proposal[]): Row[] {
  const answers = new Map(sheet.answers.map((answer) => [answer.no, answer]));
  const proposed = new Map(proposals.map((one) => [one.no, one]));
  return sheet.items.map((item) => {
    const answer = answers.get(item.no);
    const proposal = proposed.get(item.no);
    const department = answer?.department ?? null;
    return {
      no: item.no,
      label: item.label,
      condition: item.condition,
      area: item.area ?? '',
      version: answer?.version ?? 0,
      department,
      proposal: department === null && proposal?.department != null ? proposal : null,
    };
  });
}

/** One edit per row that would change; `to` null takes the department away. */
export function edits_for(rows: readonly Row[], to: (row: Row) => string | null): Edit[] {
  return rows
    .filter((row) => row.department !== to(row))
    .map((row) => ({ no: row.no, version: row.version, changes: [{ field: 'department', from: row.department, to: to(row) }] }));
}
/** What is accepted in one press: every proposal. */
export const accepted = (rows: readonly Row[]): Edit[] => edits_for(rows.filter((row) => row.proposal !== null), (row) => row.proposal!.department);

export function with_answers(rows: readonly Row[], answers: readonly Answer[]): Row[] {
  const changed = new Map(answers.map((answer) => [answer.no, answer]));
  return rows.map((row) => {
    const answer = changed.get(row.no);
    if (answer === undefined) return row;
    return { ...row, version: answer.version, department: answer.department, proposal: answer.department === null ? row.proposal : null };
  });
}

export const count_open = (rows: readonly Row[]): number => rows.filter((row) => row.department === null).length;
export function counts(rows: readonly Row[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const row of rows) if (row.department !== null) all.set(row.department, (all.get(row.department) ?? 0) + 1);
  return all;
}

/** From one row to another, both included, in the order shown. */
export function range(shown: readonly Row[], from: number, to: number): number[] {
  const a = shown.findIndex((row) => row.no === from);
  const b = shown.findIndex((row) => row.no === to);
  if (a < 0 || b < 0) return b < 0 ? [] : [to];
  return shown.slice(Math.min(a, b), Math.max(a, b) + 1).map((row) => row.no);
}
