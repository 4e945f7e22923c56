// One opened sheet: its rows, what is still on its way, undo, other people.

import type { Answer, AnswerField, Assessment, Changes, EditsReply, FieldConflict, FieldValue, NaTreatment, SheetState, Totals, UnansweredTreatment } from '../../lib/api-types.ts';
import { poll, post_as_is, Refusal } from '../../lib/api.ts';
import { EditQueue, same_value, type CellChange } from './edit-queue.ts';
import { current_user, leave_behind, take_up } from './left-behind.ts';
import { pace } from './pace.ts';
import { empty_answer, SheetRow } from './sheet-row.svelte.ts';
import { UndoStack, type Step } from './undo.ts';

export type SaveState = 'saved' | 'saving' | 'offline' | 'conflict';

export class SheetStore {
  readonly assessment: Assessment;
  readonly rows: SheetRow[];
  readonly #by_no = new Map<number, SheetRow>();
  readonly #queue = new EditQueue();
  readonly #undo = new UndoStack();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #poll_timer: ReturnType<typeof setInterval> | null = null;
  #retry: number = pace.first_retry;
  #last_change: number;
  #row_at = 0;
  #closed = false;
  readonly #user = current_user();

  saved_at = $state<number | null>(null);
  unsent = $state(0);
  sending = $state(false);
  offline_since = $state<number | null>(null);
  last_action = $state.raw<readonly CellChange[] | null>(null);
  can_undo = $state(false);
  can_redo = $state(false);
  state_of_sheet = $state<SheetState>('open');
  totals = $state.raw<Totals | null>(null);
  na = $state<NaTreatment>('exclude');
  unanswered = $state<UnansweredTreatment>('zero');

  readonly conflicts = $derived.by(() => this.rows.filter((row) => row.conflicts.length > 0).length);
  readonly answered = $derived.by(() => this.rows.filter((row) => row.answer.score !== '').length);
  readonly state = $derived<SaveState>(
    this.conflicts > 0 ? 'conflict' : this.offline_since !== null ? 'offline' : this.unsent > 0 ? 'saving' : 'saved',
  );

  constructor(assessment: Assessment) {
    this.assessment = assessment;
    const answers = new Map(assessment.answers.map((answer) => [answer.no, answer]));
    this.rows = assessment.items.map((item) => new SheetRow(item, answers.get(item.no) ?? empty_answer(item)));
    for (const row of this.rows) this.#by_no.set(row.item.no, row);
    this.#last_change = assessment.last_change;
    this.state_of_sheet = assessment.state;
  }

  readonly row = (no: number): SheetRow | undefined => this.#by_no.get(no);
  readonly value = (no: number, field: AnswerField): FieldValue => this.#by_no.get(no)?.answer[field] ?? null;

  /** The one way a value changes: shown at once, undoable, sent soon. Cells that may not be changed are left out. */
  apply(changes: readonly CellChange[], delay: number = pace.leave): number {
    const done = this.#put(changes);
    this.#undo.push(done);
    this.#after_change(delay);
    return done.length;
  }
  readonly undo = (): Step | null => this.#step(this.#undo.undo(this.value));
  readonly redo = (): Step | null => this.#step(this.#undo.redo(this.value));

  #step(step: Step | null): Step | null {
    if (step !== null) {
      this.#put(step.changes);
      this.#after_change(pace.leave);
    }
    return step;
  }

  #put(changes: readonly CellChange[]): CellChange[] {
    const done = changes.filter((change) => {
      const row = this.#by_no.get(change.no);
      return row !== undefined && row.answer.editable && this.assessment.may.answer && !same_value(change.from, change.to);
    });
    this.#queue.add(done);
    for (const no of new Set(done.map((change) => change.no))) this.#redraw(this.#by_no.get(no)!);
    return done;
  }

  #redraw(row: SheetRow): void {
    row.answer = { ...row.saved, ...Object.fromEntries(this.#queue.pending(row.item.no)) };
  }

  #after_change(delay: number): void {
    this.unsent = this.#queue.count;
    this.last_action = this.#undo.last;
    this.can_undo = this.#undo.can_undo;
    this.can_redo = this.#undo.can_redo;
    this.#schedule(delay);
  }

  #schedule(delay: number): void {
    if (this.#closed || this.#queue.on_its_way) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.send(), delay);
  }

  /** Sends what waits; resolves when the server has answered or could not be reached. */
  async send(): Promise<void> {
    if (this.sending) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = this.#queue.take((no) => this.#by_no.get(no)?.saved.version ?? 0, () => crypto.randomUUID());
    if (batch === null) return;
    this.sending = true;
    try {
      const reply = await post_as_is<EditsReply>(`/assessments/${this.assessment.id}/edits`, batch);
      this.#take_reply(reply);
      if (this.#closed) leave_behind(this.assessment.id, this.#user, []);
      this.offline_since = null;
      this.#retry = pace.first_retry;
    } catch (problem) {
      this.#take_refusal(problem);
    } finally {
      this.sending = false;
      this.unsent = this.#queue.count;
    }
    if (this.unsent > 0 && this.offline_since === null) void this.send();
    else if (this.offline_since !== null) this.#retry_later();
    else if (this.totals !== null) void this.load_totals();
  }

  #take_reply(reply: EditsReply): void {
    const sent = new Map(this.#queue.answered().map((edit) => [edit.no, edit]));
    for (const result of reply.results) {
      const row = this.#by_no.get(result.no);
      if (row === undefined) continue;
      row.saved = result.answer;
      row.refused = result.state === 'refused' ? (result.message ?? '') : '';
      if (result.state === 'merged' && result.answer.updated_by !== null) this.#flash(row, result.answer.updated_by);
      if (result.state === 'conflict') {
        row.conflicts = result.conflicts;
        const clashing = new Set(result.conflicts.map((one) => one.field));
        const rest = sent.get(result.no)?.changes.filter((change) => !clashing.has(change.field)) ?? [];
        this.#queue.add(rest.map((change) => ({ no: result.no, field: change.field, from: result.answer[change.field], to: change.to })));
      }
      this.#redraw(row);
    }
    this.saved_at = Date.now();
  }

  /** Saved by another way than edits: undoable like them. */
  take_saved(answers: readonly Answer[], done: readonly CellChange[]): void {
    for (const answer of answers) this.adopt(answer);
    this.#undo.push(done);
    this.#after_change(pace.leave);
  }

  #take_refusal(problem: unknown): void {
    const refusal = problem instanceof Refusal ? problem : new Refusal(0, null);
    if (refusal.status === 0 || refusal.status === 401 || refusal.status === 429 || refusal.status >= 500) {
      this.offline_since ??= Date.now();
      if (refusal.retry_after !== null) this.#retry = refusal.retry_after * 1000;
      return;
    }
    for (const edit of this.#queue.answered()) {
      const row = this.#by_no.get(edit.no);
      if (row === undefined) continue;
      row.refused = refusal.message;
      this.#redraw(row);
    }
  }

  #retry_later(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.send(), this.#retry);
    this.#retry = Math.min(pace.last_retry, this.#retry * 2);
  }

  resolve(row: SheetRow, conflict: FieldConflict, choice: 'theirs' | 'mine' | 'both'): void {
    row.conflicts = row.conflicts.filter((one) => one !== conflict);
    if (choice === 'theirs') return;
    const to = choice === 'both' ? `${String(conflict.theirs ?? '')}\n${String(conflict.mine ?? '')}` : conflict.mine;
    this.apply([{ no: row.item.no, field: conflict.field, from: row.answer[conflict.field], to }], 0);
  }

  #flash(row: SheetRow, name: string): void {
    row.flash = name;
    setTimeout(() => {
      if (row.flash === name) row.flash = '';
    }, pace.flash);
  }

  open(): void {
    this.apply(take_up(this.assessment.id), 0);
    this.#poll_timer = setInterval(() => void this.poll(), pace.poll);
    window.addEventListener('online', this.#online);
    window.addEventListener('offline', this.#offline);
  }
  close(): void {
    this.#closed = true;
    leave_behind(this.assessment.id, this.#user, this.#queue.unconfirmed());
    if (this.#poll_timer !== null) clearInterval(this.#poll_timer);
    if (this.#timer !== null) clearTimeout(this.#timer);
    window.removeEventListener('online', this.#online);
    window.removeEventListener('offline', this.#offline);
  }
  readonly #online = (): void => void this.send();
  readonly #offline = (): void => void (this.offline_since ??= Date.now());

  be_at(no: number): void {
    this.#row_at = no;
  }

  async poll(): Promise<void> {
    if (document.hidden || this.#queue.on_its_way) return;
    try {
      const changes = await poll<Changes>(`/assessments/${this.assessment.id}/changes?after=${this.#last_change}&at=${this.#row_at}`);
      this.#last_change = changes.last_change;
      this.state_of_sheet = changes.state;
      for (const answer of changes.answers) this.adopt(answer);
      for (const row of this.rows) {
        const people = changes.people.filter((one) => one.no === row.item.no);
        if (people.length > 0 || row.people.length > 0) row.people = people;
      }
      if (this.offline_since !== null) {
        this.offline_since = null;
        void this.send();
      }
    } catch (problem) {
      if (problem instanceof Refusal && problem.status === 0) this.offline_since ??= Date.now();
    }
  }

  /** As the server has it now: somebody else's save, a hand-over, or a lock that came or went. */
  adopt(answer: Answer): void {
    const row = this.#by_no.get(answer.no);
    if (!row || answer.version < row.saved.version) return;
    const saved_by_others = answer.version > row.saved.version && answer.updated_at !== row.saved.updated_at;
    row.saved = answer;
    this.#redraw(row);
    if (saved_by_others && answer.updated_by !== null) this.#flash(row, answer.updated_by);
  }

  async load_totals(): Promise<void> {
    try {
      this.totals = await poll<Totals>(`/assessments/${this.assessment.id}/totals?na=${this.na}&unanswered=${this.unanswered}`);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  }
}
