// The shapes of exports, edited copies and customers' questionnaires, as /api/v1 gives them.

import type { KnownFile, Score } from '../../lib/api-types.ts';

export type MergeField = 'score' | 'basis' | 'due';
export type MergeState = 'theirs' | 'ours' | 'same' | 'conflict';
export type Take = 'theirs' | 'ours' | 'both';

export interface MergeCell {
  no: number;
  field: MergeField;
  state: MergeState;
  base: string;
  file: string;
  now: string;
}
export interface MergeBase {
  id: string;
  at: number;
  by: string | null;
  differences: number;
  same_file: boolean;
}
export interface SheetCopy {
  id: string;
  file_name: string;
  size: number;
  at: number;
  by: string | null;
  merged_at: number | null;
  merged_by: string | null;
}
export type OtherKind = 'changed' | 'added' | 'removed' | 'formula_replaced' | 'sheet_added' | 'sheet_removed';
export interface OtherCell {
  kind: OtherKind;
  sheet: string;
  cell: string | null;
  before: string;
  after: string;
}
export interface Comparison {
  copy: SheetCopy;
  known: KnownFile[];
  version: number;
  last_change: number;
  base: string;
  bases: MergeBase[];
  cells: MergeCell[];
  items: { no: number; version: number }[];
  missing: { no: number; label: string }[];
  added: { no: number; row: number; condition: string; score: Score; basis: string }[];
  unread: { no: number; field: MergeField; cell: string; text: string }[];
  others: { count: number; list: OtherCell[] };
  carrier_problems: { place: string; code: string; message: string }[];
}
export interface Merged {
  items: number;
  cells: number;
  last_change: number;
}

export type FormKind = 'marks' | 'yes_no' | 'digits' | 'text';
export type AnsweredScore = Exclude<Score, ''>;
export type Words = Record<AnsweredScore, string>;
export interface QuestionLayout {
  sheet: string;
  header_row: number;
  first_row: number | null;
  columns: { number: string | null; question: string; answer: string; evidence: string | null };
}
export interface Questionnaire {
  id: string;
  title: string;
  assessment: string;
  sheet_title: string;
  fiscal_year: number;
  workbook: string;
  file_name: string;
  size: number;
  layout: QuestionLayout | null;
  choices: string[];
  form: { kind: FormKind; words: Words };
  version: number;
  at: number;
  by: string | null;
  rows: number;
  confirmed: number;
  proposed: number;
}
export type RowState = 'open' | 'proposed' | 'confirmed' | 'none';
export interface QuestionRow {
  row: number;
  number: string;
  question: string;
  answer_cell: string | null;
  evidence_cell: string | null;
  given_answer: string;
  given_evidence: string;
  candidates: { no: number; confidence: number }[];
  item: number | null;
  confidence: number;
  state: RowState;
  own_answer: string | null;
  own_evidence: string | null;
  version: number;
  answer: string | null;
  evidence: string | null;
}
export interface QuestionItem {
  no: number;
  label: string;
  condition: string;
}
export interface QuestionnaireView {
  questionnaire: Questionnaire;
  rows: QuestionRow[];
  items: QuestionItem[];
  defaults: Record<FormKind, Words>;
}
