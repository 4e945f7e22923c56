// Reports to the officer, as the routes of features/governance/report answer.

import type { NamedOwner, Standing } from '../organisation/owners.ts';

export interface Figure {
  name: string;
  label: string;
  amount: number;
}
export interface Direction {
  id: string;
  text: string;
  owner: NamedOwner;
  due: string;
  given_by: string;
  given_at: number;
  standing: Standing;
}
export interface Report {
  id: string;
  fiscal_year: number;
  title: string;
  body: string;
  state: 'draft' | 'made';
  drafted_at: number;
  made_by: string;
  made_at: number | null;
  version: number;
  figures: Figure[];
  directions: Direction[];
}
