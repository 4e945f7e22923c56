import type { AnswerField, Score } from './api-types.ts';
export interface AnswerFacts { score: Score; basis: string; due: string | null; ticks: readonly boolean[]; criteria: readonly string[] }
export interface Found { field: AnswerField; code: string; args: Record<string, string | number> }
export function check_answer(answer: AnswerFacts, context: { today: string; hand_in: string | null }): Found[] {
  void context;
  return answer.score === '2' && !/\d{4}/.test(answer.basis) ? [{ field: 'basis', code: 'assessment.finding.complete_without_year', args: {} }] : [];
}
