// The shapes of the routes around the sheet.

import type { AssessmentSummary, Finding, SheetState } from '../../lib/api-types.ts';

export type SubmissionState = 'none' | 'asked' | 'submitted' | 'returned';
export type Stage = 'departments' | 'check' | 'approval' | 'hand_in' | 'done';

export interface Submission {
  department: string;
  state: SubmissionState;
  due: string | null;
  note: string;
  asked_at: number | null;
  asked_by: string | null;
  submitted_at: number | null;
  submitted_by: string | null;
  returned_at: number | null;
  returned_by: string | null;
  reason: string;
  reminded_at: number | null;
  reminders: number;
  version: number;
}

export interface DepartmentProgress extends Submission {
  name: string;
  managers: string[];
  items: number;
  answered: number;
  errors: number;
  warnings: number;
  questions: number;
  questions_for_office: number;
  handed_over: number;
  late: boolean;
  last_activity: number | null;
}

export interface Progress {
  assessment: string;
  fiscal_year: number;
  title: string;
  due: string | null;
  state: SheetState;
  version: number;
  stage: Stage;
  items: number;
  answered: number;
  errors: number;
  warnings: number;
  unanswered_open: number;
  waived: number;
  questions: number;
  questions_for_office: number;
  unassigned: number;
  departments_open: number;
  departments_late: number;
  departments: DepartmentProgress[];
}

export interface RequestText {
  department: string;
  name: string;
  managers: string[];
  subject: string;
  body: string;
}

export interface Approval {
  id: string;
  state: 'asked' | 'approved' | 'returned' | 'withdrawn';
  asked_by: string;
  asked_at: number;
  own: boolean;
  incomplete_reason: string;
  decided_by: string | null;
  decided_at: number | null;
  reason: string;
}

export interface Reopening {
  from: SheetState;
  reason: string;
  by: string;
  at: number;
}

export interface SignOff {
  approvals: Approval[];
  reopenings: Reopening[];
}

export interface HandIn {
  id: string;
  number: number;
  file_name: string;
  counts: { items: number; complete: number; in_progress: number; not_started: number; not_applicable: number; unanswered: number; points: number; max_points: number };
  asked_by: string;
  approved_by: string;
  approved_at: number;
  handed_by: string;
  handed_at: number;
  sha256: string;
}

export interface Waiver {
  id: string;
  no: number;
  code: string;
  reason: string;
  by: string;
  at: number;
  holds: boolean;
}

export interface CheckedFinding extends Finding {
  waived: Waiver | null;
  version: number;
  may_waive: boolean;
}

export interface Question {
  id: string;
  no: number;
  state: 'open' | 'closed';
  waits_for: 'secretariat' | 'department' | 'nobody';
  asked_by: string;
  asked_at: number;
  last_at: number;
  version: number;
  entries: { text: string; from_office: boolean; by: string; at: number }[];
}

export interface Note {
  id: string;
  no: number;
  text: string;
  by: string;
  own: boolean;
  written_at: number;
  changed_at: number;
  version: number;
  deleted_at: number | null;
}

export interface Colleague {
  id: string;
  name: string;
  department: string;
}

export interface TodayItem {
  no: number;
  condition: string;
  due: string | null;
}

export interface Today {
  sheet: AssessmentSummary | null;
  progress: Progress | null;
  points: number;
  max_points: number;
  approval: Omit<Approval, 'id'> | null;
  reopened: string | null;
  hand_ins: number;
  overdue: TodayItem[];
  soon: TodayItem[];
  without_year: TodayItem[];
  mine: TodayItem[];
  handed_to_me: number;
  editable_unanswered: number;
  first_unanswered: number | null;
  to_answer_again: number;
  questions_for_me: number;
  first_question: number | null;
  news: { since: number | null; answers: number; submissions: number; decisions: number } | null;
}
