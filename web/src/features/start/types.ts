// Company, target, first run and distribution, as their routes answer.

export interface Profile {
  name: string;
  kana: string;
  sites: number | null;
  headcount: number | null;
  computers: number | null;
  fiscal_year_start: number;
  language: '' | 'ja' | 'en';
  version: number;
}
export interface Customer {
  name: string;
  due: string | null;
}
export interface Target {
  fiscal_year: number;
  level: number | null;
  items: string;
  numbers: number[];
  customers: Customer[];
  due: string | null;
  version: number;
}
export interface StepRecord {
  step: string;
  state: 'open' | 'done' | 'later';
  changed_at: number;
}
