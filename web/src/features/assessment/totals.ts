// Totals as pictures and sentences.

import type { Total, Totals } from '../../lib/api-types.ts';
import { t } from '../../lib/messages.svelte.ts';

/** 853 → "85.3%", null → "－". */
export function percent(rate: number | null): string {
  return rate === null ? '－' : `${Math.floor(rate / 10)}.${rate % 10}%`;
}

function ranked(totals: readonly Total[]): Total[] {
  return totals.filter((one) => one.rate !== null).sort((a, b) => a.rate! - b.rate!);
}

export function group_meaning(totals: readonly Total[]): string {
  const lowest = ranked(totals)[0];
  const open = totals.reduce((sum, one) => sum + one.unanswered, 0);
  return lowest === undefined ? t('web.totals.meaning_none') : t('web.totals.meaning', { name: lowest.name, rate: percent(lowest.rate), open });
}

/** Levels come with a number or "none"; people read Lv1 or Lv不明. */
export function named_levels(totals: Totals): Totals {
  return { ...totals, levels: totals.levels.map((one) => ({ ...one, name: `Lv${one.key === 'none' ? t('web.level.none') : one.key}` })) };
}
