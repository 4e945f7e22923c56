// GET /api/v1/emergency and /api/v1/emergency/card, as they answer.

export interface EmergencyCall {
  purpose: string;
  kind: string;
  name: string;
  person: string;
  phone: string;
  dial: string;
  extension: string;
  hours: string;
  language: string;
  mail: string;
  page: string;
  alternative: string;
  contract_number: string;
  expires: string | null;
  country: string;
  site: string;
  tell_what: string;
  tell_within: string;
  tell_by: string;
  wrong_on: string | null;
}
export interface SaidWords {
  purpose: string;
  language: 'ja' | 'en';
  said: Record<string, string>;
}
export interface EmergencyFace {
  company: string;
  site: string;
  number: number;
  issued_on: string | null;
  ask: string;
  calls: EmergencyCall[];
  words: SaidWords[];
}
export interface EmergencyPage {
  face: EmergencyFace;
  sites: string[];
  read_at: number;
}
