// The shapes of /api/v1, written by hand from the contract. Times are epoch milliseconds, dates "2026-09-30",
// rates per mille or null.

export type Score = '2' | '1' | '0' | '該当なし' | '';
/** Answers are written only while a sheet is open. */
export type SheetState = 'open' | 'review' | 'approved' | 'handed_in';
export type Language = 'ja' | 'en';
export type SessionState = 'setup' | 'anonymous' | 'pending_factor' | 'pending_enrolment' | 'pending_password' | 'signed_in';

export interface Named {
  id: string;
  name: string;
}

export interface SignedInUser extends Named {
  login: string;
  roles: string[];
  side: 'operation' | 'audit';
  department: Named | null;
  permissions: string[];
}

export interface Session {
  state: SessionState;
  csrf: string;
  language: Language;
  today: string;
  now: number;
  demo: boolean;
  version: string;
  company: (Named & { fiscal_year_start: number }) | null;
  user: SignedInUser | null;
}

export interface FieldError {
  place: string;
  code: string;
  message: string;
}

export interface ErrorBody {
  code: string;
  message: string;
  request_id: string;
  fields: FieldError[];
}

export interface OwnSession {
  id: string;
  created_at: number;
  last_seen_at: number;
  address: string;
  agent: string;
  current: boolean;
}

export interface User extends Named {
  login: string;
  roles: string[];
  side: 'operation' | 'audit';
  department: Named | null;
  disabled: boolean;
  second_factor: boolean;
  last_sign_in_at: number | null;
  version: number;
}

export interface Department extends Named {
  parent: string | null;
  order: number;
  version: number;
  /** The site it belongs to. */
  site: string | null;
}

export interface TrailRecord {
  sequence: number;
  at: number;
  actor: Named | null;
  action: string;
  subject: { kind: string; id: string };
  outcome: 'done' | 'denied' | 'failed';
  before: unknown;
  after: unknown;
  address: string;
}

export interface FrameworkRef extends Named {
  version: string;
}

export interface Framework extends FrameworkRef {
  items: number;
  source: string;
  private: boolean;
}

export interface AssessmentSummary {
  id: string;
  fiscal_year: number;
  title: string;
  framework: FrameworkRef;
  file_name: string | null;
  items: number;
  answered: number;
  due: string | null;
  state: SheetState;
  created_at: number;
}

export interface Help {
  wants: string;
  evidence: string[];
  owner: string;
  first_step: string;
  confidence: 'confirmed' | 'likely';
}

export interface Item {
  no: number;
  level: number | null;
  label: string;
  condition: string;
  criteria: string[];
  area: string | null;
  text_source: 'workbook' | 'pack';
  help: Help | null;
}

export interface Answer {
  no: number;
  version: number;
  score: Score;
  basis: string;
  due: string | null;
  responder: string;
  department: string | null;
  ticks: boolean[];
  updated_at: number | null;
  updated_by: string | null;
  assignee: Named | null;
  origin: '' | 'carried' | 'changed';
  submitted: boolean;
  editable: boolean;
  previous: { score: Score; basis: string } | null;
}

export interface Assessment {
  id: string;
  fiscal_year: number;
  title: string;
  due: string | null;
  state: SheetState;
  version: number;
  framework: FrameworkRef;
  file_name: string | null;
  last_change: number;
  may: { answer: boolean; manage: boolean; export: boolean };
  departments: Named[];
  items: Item[];
  answers: Answer[];
}

export type AnswerField = 'score' | 'basis' | 'due' | 'responder' | 'department' | 'ticks';
export type FieldValue = string | null | boolean[];

export interface Change {
  field: AnswerField;
  from: FieldValue;
  to: FieldValue;
}

export interface Edit {
  no: number;
  version: number;
  changes: Change[];
}

export interface FieldConflict {
  field: AnswerField;
  mine: FieldValue;
  theirs: FieldValue;
  by: string;
  at: number;
}

export interface EditResult {
  no: number;
  state: 'saved' | 'merged' | 'conflict' | 'refused';
  answer: Answer;
  conflicts: FieldConflict[];
  message: string | null;
}

export interface EditsReply {
  results: EditResult[];
  last_change: number;
}

export interface Presence {
  name: string;
  initials: string;
  no: number;
}

export interface Changes {
  last_change: number;
  state: SheetState;
  answers: Answer[];
  people: Presence[];
}

export type NaTreatment = 'exclude' | 'full';
export type UnansweredTreatment = 'zero' | 'exclude';

export interface Total {
  key: string;
  name: string;
  items: number;
  complete: number;
  in_progress: number;
  not_started: number;
  not_applicable: number;
  unanswered: number;
  points: number;
  max_points: number;
  rate: number | null;
}

export interface Totals {
  na: NaTreatment;
  unanswered: UnansweredTreatment;
  overall: Total;
  levels: Total[];
  labels: Total[];
  departments: Total[];
  previous: { fiscal_year: number; labels: Total[] } | null;
}

export interface Finding {
  no: number;
  field: 'score' | 'basis' | 'due' | 'ticks';
  cell: string | null;
  code: string;
  severity: 'warning' | 'error';
  message: string;
}

export interface HistoryEntry {
  at: number;
  by: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

export type ColumnName = 'no' | 'level' | 'label' | 'condition' | 'criteria' | 'score' | 'basis' | 'area';
export type ColumnMap = Record<ColumnName, string | null>;

export interface Inspection {
  found: boolean;
  problem: string | null;
  sheet: string | null;
  header_row: number | null;
  first_row: number | null;
  last_row: number | null;
  columns: ColumnMap;
  version: { framework: string; version: string; certainty: 'certain' | 'likely' | 'unknown' };
  counts: { items: number; answered: number; '2': number; '1': number; '0': number; 該当なし: number; empty: number };
  levels: { '1': number; '2': number; '3': number; none: number };
  labels: number;
  warnings: { row: number | null; cell: string | null; code: string; message: string }[];
  sample: { row: number; no: number; level: number | null; label: string; condition: string; score: Score; basis: string }[];
}

export interface Mapping {
  sheet: string;
  header_row: number;
  first_row?: number;
  columns: Record<string, string>;
}

/** The same bytes as something the company already has. */
export interface KnownFile {
  kind: 'export' | 'carrier' | 'merged';
  assessment: string;
  fiscal_year: number;
  title: string;
  at: number;
  by: string | null;
}

export interface Uploaded {
  workbook: string;
  file_name: string;
  size: number;
  known: KnownFile[];
  inspection: Inspection;
}

export interface Preview {
  sheets: { name: string; hidden: boolean }[];
  sheet: string;
  columns: string[];
  rows: { row: number; cells: string[] }[];
}
