// The organisation as the routes of features/governance answer.

import type { Named } from '../../lib/api-types.ts';

export const offices = ['ciso', 'chair', 'member', 'secretariat', 'manager', 'auditor'] as const;
export type Office = (typeof offices)[number];
export type Capacity = 'holder' | 'deputy';

export interface Appointment {
  id: string;
  office: Office;
  capacity: Capacity;
  department: Named | null;
  user: string | null;
  name: string;
  belongs_to: Named | null;
  management: boolean;
  from: string;
  until: string | null;
  ended: string | null;
  end_reason: string;
  letter_no: string;
  letter_date: string | null;
  state: 'coming' | 'standing' | 'over';
  version: number;
}
export interface Finding {
  code: string;
  weight: 'problem' | 'advice' | 'shown';
  sentence: string;
  remedy: string;
  question: string;
  department: string | null;
  appointment: string | null;
}
export interface Vacancy {
  id: string;
  office: Office;
  department: Named | null;
  since: string;
  person: string;
  reason: string;
  expected: string | null;
  version: number;
}
export interface RoleGap {
  user: string;
  name: string;
  role: string;
  kind: 'missing' | 'leftover';
}
export interface Checked {
  findings: Finding[];
  vacancies: Vacancy[];
  role_gaps: RoleGap[];
}
export interface Edition {
  number: number;
  published_on: string;
  by: string;
  note: string;
}
