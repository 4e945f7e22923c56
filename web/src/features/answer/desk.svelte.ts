// The sheet that a manager answers, kept open while the person goes from question to question: every question has an
// address of its own, and none may cost a new load or what was not sent yet.

import type { Answer, Assessment } from '../../lib/api-types.ts';
import { get, Refusal } from '../../lib/api.ts';
import { session } from '../../lib/session.svelte.ts';
import { load_assessments, pick_assessment } from '../../lib/years.svelte.ts';
import { SheetStore } from '../assessment/sheet-store.svelte.ts';
import { mark_questions } from '../work/question-marks.ts';
import type { DepartmentProgress, Progress } from '../work/types.ts';
import { asking_order, is_open, next_open, own_answers } from './order.ts';

/** From one page of the desk to the next there is a moment without any. */
const grace = 1_500;

export class Desk {
  readonly store: SheetStore;
  readonly order: number[];
  parts = $state.raw<DepartmentProgress[]>([]);
  due = $state<string | null>(null);

  constructor(assessment: Assessment) {
    this.store = new SheetStore(assessment);
    this.order = asking_order(own_answers(assessment.answers));
    this.due = assessment.due;
  }

  readonly answers = $derived.by<Answer[]>(() => {
    const own = new Set(this.order);
    return this.store.rows.filter((row) => own.has(row.item.no)).map((row) => row.answer);
  });
  readonly done = $derived.by(() => this.answers.filter((answer) => !is_open(answer)).length);
  readonly returned = $derived.by(() => this.parts.filter((part) => part.state === 'returned'));

  next(no: number): number | null {
    return next_open(this.order, this.answers, no);
  }

  /** Until the server has answered what was typed, or cannot be reached. */
  async settle(): Promise<void> {
    while (this.store.unsent > 0 && this.store.offline_since === null) {
      await this.store.send();
      if (this.store.sending) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async load_progress(): Promise<void> {
    const [progress] = await Promise.all([get<Progress>(`/assessments/${this.store.assessment.id}/progress`), mark_questions(this.store)]);
    this.parts = progress.departments.filter((part) => part.items > 0);
    const asked = this.parts.map((part) => part.due).filter((due) => due !== null);
    this.due = asked.length > 0 ? asked.reduce((a, b) => (a < b ? a : b)) : progress.due;
  }
}

let kept: { desk: Desk; user: string; pages: number } | null = null;

function close(): void {
  if (kept === null || kept.pages > 0) return;
  void kept.desk.store.send();
  kept.desk.store.close();
  kept = null;
}

/** The desk that is open, or a newly opened one; null when there is no sheet. Each call needs a `leave`. */
export async function sit_down(fresh = false): Promise<Desk | null> {
  const user = session().user?.id ?? '';
  if (kept !== null && (kept.user !== user || (fresh && kept.desk.store.unsent === 0))) {
    kept.pages = 0;
    close();
  }
  if (kept === null) {
    const picked = pick_assessment(await load_assessments(), null);
    if (picked === null) return null;
    const desk = new Desk(await get<Assessment>(`/assessments/${picked.id}`));
    desk.store.open();
    kept = { desk, user, pages: 0 };
  }
  kept.pages += 1;
  const { desk } = kept;
  try {
    await desk.load_progress();
  } catch (problem) {
    // Without the line one still answers; what a department was asked is then not shown.
    if (!(problem instanceof Refusal)) throw problem;
  }
  return desk;
}

export function leave(): void {
  if (kept === null) return;
  kept.pages = Math.max(0, kept.pages - 1);
  void kept.desk.store.send();
  setTimeout(close, grace);
}
