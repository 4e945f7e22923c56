// Small decisions of the book's pages: empty forms, what a purpose asks for, and what the form already knows.

import type { Book, Contact, Details, Finding, Need, Purpose } from './types.ts';

export const prefectures: readonly number[] = Array.from({ length: 47 }, (_, at) => at + 1);

/** Bodies whose name is known: the form begins with it. */
const official: readonly Purpose[] = ['privacy', 'jpcert', 'ipa'];
export const is_official = (purpose: Purpose): boolean => official.includes(purpose);

export function blank(purpose: Purpose, need: Need | undefined, name: string): Details {
  return {
    purpose,
    kind: '',
    name,
    person: '',
    phone: '',
    extension: '',
    hours: '',
    language: '',
    mail: '',
    page: need?.page ?? '',
    alternative: '',
    contract_number: '',
    expires: null,
    prefecture: 0,
    country: '',
    site: '',
    tell_what: '',
    tell_within: '',
    tell_by: '',
    agreed_with: '',
    agreed_on: null,
    note: '',
  };
}

/** Only what the form sends: the server refuses a field that it does not know. */
export function details_of(contact: Contact): Details {
  const { id: _id, dial: _dial, wrong_on: _wrong, last_result: _result, last_called_on: _called, version: _version, ...details } = contact;
  return details;
}

export const of_purpose = (book: Book, purpose: Purpose): Contact[] => book.contacts.filter((one) => one.purpose === purpose);

/** What is missing for a purpose or one of its contacts. */
export function findings_of(book: Book, purpose: Purpose): Finding[] {
  return book.readiness.findings.filter((one) => one.purpose === purpose);
}
/** What concerns the book as a whole: tests and cards. */
export const findings_of_whole = (book: Book): Finding[] => book.readiness.findings.filter((one) => one.purpose === null);

/** The ids of a purpose with one moved up or down; unchanged at either end. */
export function moved(ids: readonly string[], id: string, step: -1 | 1): string[] {
  const at = ids.indexOf(id);
  const to = at + step;
  if (at < 0 || to < 0 || to >= ids.length) return [...ids];
  const order = [...ids];
  [order[at], order[to]] = [order[to]!, order[at]!];
  return order;
}

/** Needed purposes come first and in the order of the calls; the rest is folded away below. */
export function shown_purposes(book: Book): { needed: Need[]; others: Need[] } {
  const used = new Set(book.contacts.map((one) => one.purpose));
  return {
    needed: book.purposes.filter((one) => one.needed || used.has(one.purpose)),
    others: book.purposes.filter((one) => !one.needed && !used.has(one.purpose)),
  };
}
