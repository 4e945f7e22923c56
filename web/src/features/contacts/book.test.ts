import { describe, expect, it } from 'vitest';
import { blank, details_of, findings_of, findings_of_whole, moved, shown_purposes } from './book.ts';
import type { Book, Contact, Need } from './types.ts';

const need = (purpose: Need['purpose'], needed: boolean): Need => ({ purpose, needed, proposed: needed, reason: '', page: '', version: 0 });
const contact = (purpose: Need['purpose'], id: string): Contact => ({ ...blank(purpose, undefined, id), id, dial: '', wrong_on: null, last_result: '', last_called_on: null, version: 1 });
const book: Book = {
  contacts: [contact('lawyer', 'a')],
  purposes: [need('inside', true), need('lawyer', false), need('overseas', false)],
  readiness: { findings: [{ gap: 'unreachable', subject: 'inside', purpose: 'inside', weight: 'high', text: '', remedy: '' }, { gap: 'no_card', subject: '', purpose: null, weight: 'medium', text: '', remedy: '' }], ready: false, needed: 1, reached: 0, last_test: null },
  sites: [],
  prefectures: [23],
  version: 1,
};

describe('the book', () => {
  it('shows what is needed and what has somebody, and folds the rest', () => {
    expect(shown_purposes(book).needed.map((one) => one.purpose)).toEqual(['inside', 'lawyer']);
    expect(shown_purposes(book).others.map((one) => one.purpose)).toEqual(['overseas']);
  });
  it('sorts what is missing to its purpose', () => {
    expect(findings_of(book, 'inside').map((one) => one.gap)).toEqual(['unreachable']);
    expect(findings_of_whole(book).map((one) => one.gap)).toEqual(['no_card']);
  });
  it('moves a contact among those of its purpose', () => {
    expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
  });
  it('begins a form with the page of the body, and sends nothing that the server did not ask for', () => {
    expect(blank('privacy', { ...need('privacy', true), page: 'https://www.ppc.go.jp/' }, '委員会').page).toBe('https://www.ppc.go.jp/');
    expect(Object.keys(details_of(contact('inside', 'x'))).sort()).toEqual(Object.keys(blank('inside', undefined, '')).sort());
  });
});
