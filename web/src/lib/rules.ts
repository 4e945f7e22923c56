// What the help beside a cell warns about: the server's `check_answer`, ported so that it speaks while one types.
// Both are tested against the same tables (tests/fixtures/rules). Findings never block saving.

import type { Score } from './api-types.ts';
import type { Arguments } from './messages.svelte.ts';
import { days_between, find_due_date, find_years, fiscal_year_of } from './dates.ts';

export interface AnswerFacts {
  score: Score;
  basis: string;
  due: string | null;
  /** One per criterion; null when ticks are not used. */
  ticks: readonly boolean[] | null;
}

export interface CheckContext {
  today: string;
  hand_in: string | null;
  /** 0: the one of `today`. */
  fiscal_year: number;
  start_month: number;
}

export interface Found {
  field: 'score' | 'basis' | 'due' | 'ticks';
  code: string;
  args: Arguments;
  severity: 'warning' | 'error';
}

const shortest_reason = 10;
const shortest_statement = 5;
const last_days = 7;

const unfinished = /作成中|策定中|検討中|準備中|整備中|対応中|導入予定|策定予定|完了予定|作成予定|改定予定|未整備/;
const empty_words = /^(なし|無し|未定|未実施|未着手|特になし|検討中|n\/a|不明)。?$/;
const rule_words = /規程|規則|規定|規約|基準|手順|要領|要綱|マニュアル|方針|ポリシー|ルール|ガイド|標準|誓約|契約|覚書|協定|台帳|一覧|リスト|様式|帳票|計画書|計画表|体制図|議事録|記録|チェックシート|システム|ソフト|ツール|サービス|サーバ|ウイルス|クラウド|ファイアウォール|認証|暗号|バックアップ|utm|edr|mdm|vpn|wsus|仕様書|通達|教育資料|社内報|[「『【]|第.*条/;
const fillers = new Set(['rev', 'ver', 'version', 'the', 'and', 'done', 'all', 'yes', 'not', 'since', 'today', 'until', 'year', 'month', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']);

export function squash(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

/** True when the text seems to name a rule or a system. Heuristic. */
export function names_rule_or_system(text: string): boolean {
  const squashed = squash(text);
  if (rule_words.test(squashed) || /[ァ-ヺー]{6,}/.test(squashed)) return true;
  return (squashed.match(/[a-z]+/g) ?? []).some((word) => word.length >= 3 && !fillers.has(word));
}

export function check_answer(answer: AnswerFacts, context: CheckContext): Found[] {
  const found: Found[] = [];
  const squashed = squash(answer.basis);
  const length = [...squashed].length;
  const fiscal_year = context.fiscal_year === 0 ? fiscal_year_of(context.today, context.start_month) : context.fiscal_year;
  const add = (field: Found['field'], severity: Found['severity'], problem: string, args: Arguments = {}): void => {
    found.push({ field, severity, code: `assessment.finding.${problem}`, args });
  };
  const open = answer.ticks?.filter((tick) => !tick).length ?? 0;

  const complete = (): void => {
    if (open > 0) add('ticks', 'warning', 'complete_with_unticked', { open, all: answer.ticks!.length });
    if (squashed === '') return add('basis', 'error', 'complete_without_basis');
    if (!names_rule_or_system(answer.basis)) add('basis', 'warning', 'complete_without_name');
    const years = find_years(answer.basis);
    const first = Math.min(...years);
    if (years.length === 0) add('basis', 'warning', 'complete_without_year');
    else if (first > Math.max(Number(context.today.slice(0, 4)), fiscal_year)) add('basis', 'warning', 'complete_in_future', { year: first });
    if (unfinished.test(squashed)) add('score', 'warning', 'complete_still_planned');
  };
  const in_progress = (): void => {
    if (answer.ticks !== null && answer.ticks.length > 0 && open === 0) add('score', 'warning', 'in_progress_all_ticked');
    if (squashed === '') add('basis', 'error', 'in_progress_without_basis');
    else if (length < shortest_statement) add('basis', 'warning', 'in_progress_state_unclear');
    const due = answer.due ?? find_due_date(answer.basis, { fiscal_year, start_month: context.start_month, today: context.today });
    if (due === null) add('due', 'warning', 'in_progress_without_date');
    else if (due < context.today) add('due', 'warning', 'in_progress_date_past', { due });
    else if (context.hand_in !== null && due > context.hand_in) add('due', 'warning', 'in_progress_date_after_hand_in', { due, hand_in: context.hand_in });
  };
  const not_started = (): void => {
    if (squashed === '') add('basis', 'error', 'not_started_without_plan');
    else if (empty_words.test(squashed) || length < shortest_statement) add('basis', 'warning', 'not_started_plan_unclear');
  };
  const not_applicable = (): void => {
    if (squashed === '') add('basis', 'error', 'not_applicable_without_reason');
    else if (length < shortest_reason) add('basis', 'warning', 'not_applicable_reason_short', { least: shortest_reason });
  };
  const unanswered = (): void => {
    if (squashed !== '') add('score', 'warning', 'basis_without_score');
    if (context.hand_in !== null && days_between(context.today, context.hand_in) <= last_days) add('score', 'warning', 'unanswered_soon', { hand_in: context.hand_in });
  };

  ({ '2': complete, '1': in_progress, '0': not_started, 該当なし: not_applicable, '': unanswered })[answer.score]();
  return found;
}
