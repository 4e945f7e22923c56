// Folding what people type or paste into the values of the sheet. Free text is never folded beyond its line ends.

import type { Named, Score } from './api-types.ts';

/** NFKC plus the dash and space variants that Japanese keyboards give in numbers, dates and codes. */
export function fold_width(text: string): string {
  return text.normalize('NFKC').replace(/[‐‑‒–—―−ー－]/g, '-').replace(/\u00a0/g, ' ');
}

/** For searching: width, case, kana and long-vowel marks do not count. */
export function fold_search(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[ーｰ‐‑‒–—―−-]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const complete = /^(2|2点|2 ?対策完了|対策完了|完了|[○◯〇●◎]|complete|completed|done)$/i;
const in_progress = /^(1|1点|1 ?対策中|対策中|[△▲◐]|in progress)$/i;
const not_started = /^(0|0点|0 ?未実施|未実施|未対策|[×✕✖☓]|x|not started)$/i;
const not_applicable = /^(該当なし|該当無し|該当せず|非該当|対象外|n\/?a|n\.a\.?|not applicable|-)$/i;
const unanswered = /^(|未回答|未記入|▽.*|選択してください)$/;

/** The score a person meant; null when it cannot be understood. */
export function read_score(text: string): Score | null {
  const folded = fold_width(text.replace(/[◯〇]/g, '○')).replace(/\s+/g, ' ').trim();
  const plain = folded.replace(/[.．]0$/, '');
  if (unanswered.test(plain)) return '';
  if (complete.test(plain)) return '2';
  if (in_progress.test(plain)) return '1';
  if (not_started.test(plain)) return '0';
  if (not_applicable.test(plain)) return '該当なし';
  return null;
}

/** Line ends become \n and one trailing line break is dropped; everything else stays as typed. */
export function clean_text(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
}

/** The department with this name (or the only one that begins with it); "" means none; null when unclear. */
export function read_department(text: string, departments: readonly Named[]): string | null {
  const folded = fold_search(text);
  if (folded === '') return '';
  const same = departments.find((department) => fold_search(department.name) === folded);
  if (same) return same.id;
  const starting = departments.filter((department) => fold_search(department.name).startsWith(folded));
  return starting.length === 1 ? starting[0]!.id : null;
}
