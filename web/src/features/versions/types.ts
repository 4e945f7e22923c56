// What /versions, /comparisons and the sheet's comparison, trend and SCS view answer.

import type { Answer, Named, Score } from '../../lib/api-types.ts';

export type ChangeKind = 'unchanged' | 'renumbered' | 'reworded' | 'added' | 'removed';

export interface SheetRef {
  id: string;
  fiscal_year: number;
  title: string;
}

/** `side` names a version in addresses: its id, or "pack:<id>:<version>". */
export interface VersionEntry {
  side: string;
  framework: string;
  version: string;
  name: string;
  source: 'workbook' | 'pack';
  variant: number;
  items: number;
  created_at: number | null;
  fiscal_years: number[];
}

export interface WordedItem {
  no: number;
  level: number | null;
  label: string;
  condition: string;
  criteria: string;
}

export interface Mark {
  kind: 'kept' | 'removed' | 'added';
  text: string;
}

export interface ItemChange {
  kind: ChangeKind;
  from: WordedItem | null;
  to: WordedItem | null;
  condition: Mark[] | null;
  criteria: Mark[] | null;
}

export interface Comparison {
  from: VersionEntry;
  to: VersionEntry;
  basis: 'wording' | 'numbers';
  same_version: boolean;
  counts: Record<ChangeKind, number>;
  rows: ItemChange[];
}

export interface DepartmentWork {
  department: Named | null;
  again: number[];
  open: number[];
  carried: number;
}

export interface SheetComparison {
  sheet: SheetRef;
  source: SheetRef | null;
  carried_over: boolean;
  comparison: Comparison | null;
  departments: DepartmentWork[];
}

export interface KeptComparison {
  id: string;
  assessment: string;
  fiscal_year: number;
  from: { side: string; name: string };
  to: { side: string; name: string };
  counts: Record<ChangeKind, number>;
  note: string;
  at: number;
  by: string;
  departments: { department: Named | null; numbers: number[]; carried: number }[];
}

export interface CarryPreview {
  source: SheetRef;
  basis: 'wording' | 'numbers';
  carried: number;
  renumbered: number;
  reworded: number;
  added: number;
  open: number;
  removed: number;
  in_workbook: number;
  departments: { department: Named | null; carried: number; reworded: number[]; added: number[]; open: number[] }[];
}

export interface Confirmed {
  answers: Answer[];
  left: number[];
  last_change: number;
}

export const standings = ['met', 'partly', 'not_met', 'unanswered', 'not_applicable', 'not_asked'] as const;
export type Standing = (typeof standings)[number];
export type StandingCounts = Record<Standing | 'total', number>;

export interface ScsCriterion {
  id: string;
  star: 3 | 4;
  title: string;
  standing: Standing;
  confidence: 'confirmed' | 'likely' | 'guess' | null;
  items: { guideline_no: number; no: number | null; score: Score }[];
}

export interface ScsRequirement {
  id: string;
  star: 3 | 4;
  title: string;
  standing: Standing;
  criteria: ScsCriterion[];
}

export interface ScsArea {
  no: number;
  name: string;
  csf: string;
  star3: StandingCounts;
  star4: StandingCounts;
  requirements: ScsRequirement[];
}

export interface Scs {
  sheet: SheetRef;
  scheme: { id: string; version: string; name: string; caveats: string[] };
  guideline: { id: string; version: string; name: string };
  trust: 'same' | 'mapped' | 'assumed';
  partial: boolean;
  star3: StandingCounts;
  star4: StandingCounts;
  areas: ScsArea[];
}
