// The book of contacts, call tests and cards, as their routes answer.

export const purposes = ['inside', 'containment', 'customer', 'police', 'privacy', 'supervisor', 'telecom', 'jpcert', 'ipa', 'lawyer', 'overseas'] as const;
export type Purpose = (typeof purposes)[number];
export const kinds = ['retainer', 'maintenance', 'vendor', 'insurance', 'other'] as const;

/** What a person fills in. */
export interface Details {
  purpose: Purpose;
  kind: string;
  name: string;
  person: string;
  phone: string;
  extension: string;
  hours: string;
  language: string;
  mail: string;
  page: string;
  alternative: string;
  contract_number: string;
  expires: string | null;
  prefecture: number;
  country: string;
  site: string;
  tell_what: string;
  tell_within: string;
  tell_by: string;
  agreed_with: string;
  agreed_on: string | null;
  note: string;
}
export interface Contact extends Details {
  id: string;
  dial: string;
  wrong_on: string | null;
  last_result: CallResult | 'replaced' | '';
  last_called_on: string | null;
  version: number;
}
export interface Need {
  purpose: Purpose;
  needed: boolean;
  proposed: boolean;
  reason: string;
  page: string;
  version: number;
}
export interface Finding {
  gap: string;
  subject: string;
  purpose: Purpose | null;
  weight: 'low' | 'medium' | 'high';
  text: string;
  remedy: string;
}
export interface Readiness {
  findings: Finding[];
  ready: boolean;
  needed: number;
  reached: number;
  last_test: string | null;
}
export interface Book {
  contacts: Contact[];
  purposes: Need[];
  readiness: Readiness;
  sites: string[];
  /** Of the company's sites: their police is proposed. */
  prefectures: number[];
  version: number;
}

export const parts = ['opening', 'happened', 'since', 'affected', 'stopped', 'help', 'call_back'] as const;
export interface Words {
  purpose: Purpose;
  language: 'ja' | 'en';
  said: Record<(typeof parts)[number], string>;
  version: number;
}

export const results = ['reached', 'confirmed', 'wrong_number', 'no_answer'] as const;
export type CallResult = (typeof results)[number];
export interface Call {
  contact: string;
  purpose: Purpose;
  name: string;
  phone: string;
  dial: string;
  result: CallResult | '';
  new_phone: string;
  note: string;
  called_on: string | null;
  called_by: string;
  version: number;
}
export interface CallTest {
  id: string;
  started_on: string;
  started_by: string;
  finished_on: string | null;
  finished_by: string;
  cancelled: boolean;
  calls: Call[];
}

export interface Card {
  id: string;
  number: number;
  site: string;
  language: 'ja' | 'en';
  ask: string;
  book_version: number;
  issued_on: string;
  issued_by: string;
  link: { id: string; revoked_at: number | null; uses: number; last_used_on: string | null } | null;
}
export interface Issued {
  card: Card;
  link: { token: string; path: string; qr_svg: string } | null;
}
