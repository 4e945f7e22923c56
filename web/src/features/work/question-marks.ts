// Marks the rows of an opened sheet that have an open question.

import { get } from '../../lib/api.ts';
import { may } from '../../lib/session.svelte.ts';
import type { SheetStore } from '../assessment/sheet-store.svelte.ts';
import type { Question } from './types.ts';

export async function mark_questions(store: SheetStore): Promise<void> {
  const { questions } = await get<{ questions: Question[] }>(`/assessments/${store.assessment.id}/questions`);
  const side = may('sheet.manage') ? 'secretariat' : 'department';
  const marks = new Map<number, 'open' | 'mine'>();
  for (const question of questions) {
    if (question.state === 'closed') continue;
    if (may('sheet.answer') && question.waits_for === side) marks.set(question.no, 'mine');
    else if (!marks.has(question.no)) marks.set(question.no, 'open');
  }
  for (const row of store.rows) row.question = marks.get(row.item.no) ?? '';
}
