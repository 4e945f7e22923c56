// In which order a person is asked, and what is still open. Pure.

import type { Answer } from '../../lib/api-types.ts';
import type { CheckedFinding } from '../work/types.ts';

/** Unanswered, or carried over from a version whose wording has changed since. */
export function is_open(answer: Answer): boolean {
  return answer.score === '' || answer.origin === 'changed';
}

/** What this person answers: all they may edit, and what they have already submitted. */
export function own_answers(answers: readonly Answer[]): Answer[] {
  return answers.filter((answer) => answer.editable || answer.submitted);
}

/** Open ones first, each group in the order of the sheet. */
export function asking_order(answers: readonly Answer[]): number[] {
  return [...answers.filter(is_open), ...answers.filter((answer) => !is_open(answer))].map((answer) => answer.no);
}

/** The next open item after this one, from the beginning again; null when all the others are answered. */
export function next_open(order: readonly number[], answers: readonly Answer[], no: number): number | null {
  const open = new Set(answers.filter(is_open).map((answer) => answer.no));
  const at = order.indexOf(no);
  return [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))].find((one) => open.has(one)) ?? null;
}

export interface OpenItem {
  no: number;
  findings: CheckedFinding[];
  blocks: boolean;
}

/** By item in the order of the sheet: what keeps the department from submitting, and what should be looked at. */
export function open_items(findings: readonly CheckedFinding[], own: ReadonlySet<number>): OpenItem[] {
  const items = new Map<number, OpenItem>();
  for (const finding of findings) {
    if (!own.has(finding.no) || (finding.waived?.holds ?? false)) continue;
    const item = items.get(finding.no) ?? { no: finding.no, findings: [], blocks: false };
    item.findings.push(finding);
    item.blocks ||= finding.severity === 'error' || finding.code.endsWith('.unanswered');
    items.set(finding.no, item);
  }
  return [...items.values()].sort((a, b) => Number(b.blocks) - Number(a.blocks));
}
