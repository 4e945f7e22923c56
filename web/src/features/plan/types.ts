// What the server says of tasks and of the plan of a year (src/core/tasks/api.cpp, src/features/plan/api.cpp).

import type { Drawing } from '../../ui/drawing.ts';

export interface Owner {
  kind: 'role' | 'department' | 'user';
  id: string;
  name: string;
}
export type Harm = 'low' | 'medium' | 'high';

export interface Task {
  id: string;
  origin: string;
  title: string;
  starts: string | null;
  due: string;
  owner: Owner;
  link: string;
  harm: Harm;
  state: 'open' | 'done' | 'dropped';
  note: string;
  progress: number;
  schedule: string | null;
  by_hand: boolean;
  mine: boolean;
  closed_by: string;
  closed_at: number | null;
  version: number;
}
export interface Mine {
  tasks: Task[];
  escalated: Task[];
}

export interface Rule {
  kind: 'hand_in' | 'fixed' | 'every';
  days: number;
  month: number;
  day: number;
  months: number;
  length: number;
  every_years: number;
  first_year: number;
  shift: 'none' | 'before' | 'after';
}
export interface Schedule {
  id: string;
  duty: string;
  title: string;
  own_title: string;
  rule: Rule;
  owner: Owner;
  each_department: boolean;
  remind_days: number;
  escalate_days: number;
  harm: Harm;
  active: boolean;
  version: number;
}
export interface PlanRow {
  schedule: Schedule;
  progress: number;
  tasks: Task[];
}
export interface Plan {
  year: number;
  first: string;
  last: string;
  hand_in: string;
  hand_in_known: boolean;
  planned_for: string | null;
  rows: PlanRow[];
}
export interface PlanPicture {
  sentence: string;
  drawing: Drawing;
  left: number;
  per_day: number;
  first: string;
}
export interface Proposal {
  schedule: Schedule;
  starts: string;
  due: string;
}

export interface CompanyDay {
  day: string;
  name: string;
  works: boolean;
}
export interface PublicHoliday {
  day: string;
  name: string;
  computed: boolean;
}
export interface YearDays {
  company: CompanyDay[];
  holidays: PublicHoliday[];
}
