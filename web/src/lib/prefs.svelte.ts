// What a person chose about the look: theme, row density, one question at a time or the table. Kept in this browser only; the language belongs to the
// account and is kept by the server.

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'normal';
/** Whether the own items are answered one per screen or in the table. */
export type AnswerView = 'one' | 'table';

function stored<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
  const value = localStorage.getItem(`sonae.${name}`) as T | null;
  return value !== null && allowed.includes(value) ? value : fallback;
}

let theme_ = $state<Theme>(stored('theme', ['system', 'light', 'dark'], 'system'));
let density_ = $state<Density>(stored('density', ['compact', 'normal'], 'compact'));

let answer_view_ = $state<AnswerView>(stored('answers', ['one', 'table'], 'one'));

export const theme = (): Theme => theme_;
export const density = (): Density => density_;
export const answer_view = (): AnswerView => answer_view_;

function apply(): void {
  document.documentElement.dataset.theme = theme_;
  document.documentElement.dataset.density = density_;
}

export function set_theme(next: Theme): void {
  theme_ = next;
  localStorage.setItem('sonae.theme', next);
  apply();
}
export function set_density(next: Density): void {
  density_ = next;
  localStorage.setItem('sonae.density', next);
  apply();
}

export function set_answer_view(next: AnswerView): void {
  answer_view_ = next;
  localStorage.setItem('sonae.answers', next);
}

apply();
