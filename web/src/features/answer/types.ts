// What the pages of a department's manager ask of the server besides the sheet itself.

export interface PartProgress {
  department: string;
  name: string;
  state: 'none' | 'asked' | 'submitted' | 'returned';
  due: string | null;
  note: string;
  asked_by: string | null;
  submitted_at: number | null;
  submitted_by: string | null;
  returned_at: number | null;
  returned_by: string | null;
  reason: string;
  version: number;
  items: number;
  answered: number;
  managers: string[];
}

export interface Progress {
  due: string | null;
  departments: PartProgress[];
}

export interface Colleague {
  id: string;
  name: string;
  department: string;
}

/** A finding of the check before handing in, with what somebody said about letting it stand. */
export interface CheckedFinding {
  no: number;
  field: 'score' | 'basis' | 'due' | 'ticks';
  code: string;
  severity: 'warning' | 'error';
  message: string;
  waived: { reason: string; by: string; holds: boolean } | null;
  version: number;
  may_waive: boolean;
}
