// The warnings of one row as sentences in the page's language. Answers are immutable, so the result is kept per answer.

import type { Answer, AnswerField, Item } from '../../lib/api-types.ts';
import { cell_date } from '../../lib/dates.ts';
import { language, say, type Arguments } from '../../lib/messages.svelte.ts';
import { check_answer } from '../../lib/rules.ts';
import { session } from '../../lib/session.svelte.ts';

export interface Warning {
  field: AnswerField;
  code: string;
  sentence: string;
}

const kept = new WeakMap<Answer, { key: string; warnings: Warning[] }>();

/** Ticks nobody has set yet are not a list of open criteria: an imported answer says nothing about them. */
function ticks_in_use(item: Item, answer: Answer): boolean[] | null {
  return answer.ticks.some(Boolean) ? item.criteria.map((_, index) => answer.ticks[index] ?? false) : null;
}

export function warnings_of(item: Item, answer: Answer, today: string, hand_in: string | null): Warning[] {
  const key = `${today} ${hand_in} ${language()}`;
  const known = kept.get(answer);
  if (known?.key === key) return known.warnings;
  const findings = check_answer(
    { score: answer.score, basis: answer.basis, due: answer.due, ticks: ticks_in_use(item, answer) },
    { today, hand_in, fiscal_year: 0, start_month: session().company?.fiscal_year_start ?? 4 },
  );
  const warnings = findings.map((one) => ({ field: one.field, code: one.code, sentence: say(one.code, shown_dates(one.args)) }));
  kept.set(answer, { key, warnings });
  return warnings;
}

function shown_dates(args: Arguments): Arguments {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? cell_date(value) : value]));
}
