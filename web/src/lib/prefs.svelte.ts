// What a person chose about the look: theme and row density. Kept in this browser only; the language belongs to the
// account and is kept by the server.

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'normal';

function stored<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
  const value = localStorage.getItem(`sonae.${name}`) as T | null;
  return value !== null && allowed.includes(value) ? value : fallback;
}

let theme_ = $state<Theme>(stored('theme', ['system', 'light', 'dark'], 'system'));
let density_ = $state<Density>(stored('density', ['compact', 'normal'], 'compact'));

export const theme = (): Theme => theme_;
export const density = (): Density => density_;

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

apply();
