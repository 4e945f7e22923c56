// One row of an opened sheet. Its answer is a signal of its own, so a paste redraws exactly the rows it changes.

import type { Answer, FieldConflict, Item, Presence } from '../../lib/api-types.ts';

export class SheetRow {
  readonly item: Item;
  /** As the server last gave it. */
  saved: Answer;
  /** With what this page has not been able to send yet. */
  answer = $state.raw<Answer>() as Answer;
  conflicts = $state.raw<FieldConflict[]>([]);
  refused = $state('');
  flash = $state('');
  people = $state.raw<Presence[]>([]);
  /** A question that is open here: one that waits for this person's side, or for the other one. */
  question = $state<'' | 'open' | 'mine'>('');

  constructor(item: Item, answer: Answer) {
    this.item = item;
    this.saved = answer;
    this.answer = answer;
  }
}

export function empty_answer(item: Item): Answer {
  return {
    no: item.no, version: 0, score: '', basis: '', due: null, responder: '', department: null, ticks: item.criteria.map(() => false),
    updated_at: null, updated_by: null, assignee: null, origin: '', submitted: false, editable: true, previous: null,
  };
}
