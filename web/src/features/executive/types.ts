// The executive page as the server tells it (src/reports/executive/api.cpp).

import type { Score } from '../../lib/api-types.ts';

export interface Gap {
  no: number;
  label: string;
  condition: string;
  score: Score;
  due: string | null;
  department: string;
  late: boolean;
}
export interface Decision {
  sentence: string;
  /** Below the sheet's page; "" when there is nothing to open. */
  page: string;
  urgent: boolean;
}
export interface StampBox {
  role: string;
  name: string;
  at: number | null;
}
export interface Executive {
  company: string;
  year: string;
  fiscal_year: number;
  state: 'open' | 'review' | 'approved' | 'handed_in';
  /** Of the sheet, as it was seen: deciding on another one is refused. */
  version: number;
  headline: { lead: string; number: string; sentence: string };
  target: boolean;
  gaps: Gap[];
  gap_count: number;
  decisions: Decision[];
  stamps: StampBox[];
}
