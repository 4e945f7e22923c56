// The warnings of one row as sentences in the page's language. Answers are immutable, so the result is kept per answer.

import type { Answer, AnswerField, Item } from '../../lib/api-types.ts';
import { language, say } from '../../lib/messages.svelte.ts';
import { check_answer } from '../../lib/rules.ts';

export interface Warning {
  field: AnswerField;
  code: string;
  sentence: string;
}

const kept = new WeakMap<Answer, { key: string; warnings: Warning[] }>();

export function warnings_of(item: Item, answer: Answer, today: string, hand_in: string | null): Warning[] {
  const key = `${today} ${hand_in} ${language()}`;
  const known = kept.get(answer);
  if (known?.key === key) return known.warnings;
  const findings = check_answer(
    { score: answer.score, basis: answer.basis, due: answer.due, ticks: answer.ticks, criteria: item.criteria },
    { today, hand_in },
  );
  const warnings = findings.map((one) => ({ field: one.field, code: one.code, sentence: say(one.code, one.args) }));
  kept.set(answer, { key, warnings });
  return warnings;
}
