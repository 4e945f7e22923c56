// Facts beside an item and what they propose, as the server gives them.

import type { EditsReply } from '../../lib/api-types.ts';
import { post_as_is } from '../../lib/api.ts';
import { same_value, type CellChange } from './edit-queue.ts';
import type { SheetStore } from './sheet-store.svelte.ts';

export interface Fact {
  id: string;
  kind: string;
  kind_name: string;
  text: string;
  on: string;
  until: string | null;
  ended: string | null;
  stands: boolean;
  by: string;
  link: string;
}

export interface Proposal {
  score: '2' | '1' | '0';
  basis: string;
  due: string | null;
}

export interface ItemFacts {
  no: number;
  version: number;
  editable: boolean;
  confidence: 'confirmed' | 'likely' | 'guess';
  parts: { text: string; months: number; fact: Fact | null }[];
  have: number;
  facts: Fact[];
  proposal: Proposal | null;
  accepted: { by: string; at: number; stale: boolean } | null;
}

/** Accepts what is proposed for these items as it is shown. `left`: what changed meanwhile, with the server's sentence. */
export async function accept_proposals(store: SheetStore, items: readonly ItemFacts[]): Promise<{ saved: number; left: string[] }> {
  const wanted = items.flatMap((one) => (one.proposal === null ? [] : [{ no: one.no, version: one.version, score: one.proposal.score, basis: one.proposal.basis }]));
  const reply = await post_as_is<EditsReply>(`/assessments/${store.assessment.id}/proposals`, { key: crypto.randomUUID(), items: wanted });
  const saved = reply.results.filter((one) => one.state === 'saved' || one.state === 'merged');
  const done: CellChange[] = saved.flatMap(({ no, answer }) =>
    (['score', 'basis', 'due'] as const).flatMap((field) => {
      const from = store.value(no, field);
      return same_value(from, answer[field]) ? [] : [{ no, field, from, to: answer[field] }];
    }),
  );
  store.take_saved(saved.map((one) => one.answer), done);
  return { saved: saved.length, left: reply.results.filter((one) => !saved.includes(one)).map((one) => one.message ?? '') };
}
