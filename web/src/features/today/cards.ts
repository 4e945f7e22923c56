// From what waits for this person to at most seven things to do, the harmful and the urgent ones first.

import { cell_date, days_between } from '../../lib/dates.ts';
import { t } from '../../lib/messages.svelte.ts';
import type { Harm, Mine, Task } from '../plan/types.ts';
import type { DepartmentProgress, Progress, Today } from '../work/types.ts';
import { in_order, task_cards } from './task-cards.ts';

export interface Card {
  kind: 'late' | 'today' | 'week';
  title: string;
  detail: string;
  button: string;
  href: string;
  /** Left out: medium. */
  harm?: Harm;
  /** Where the card is about one day. */
  due?: string;
  /** Finished by the button itself. */
  task?: Task;
}

/** What the person is in the sheet, as far as the cards differ. */
export interface Reader {
  today: string;
  root: string;
  manages: boolean;
  reviews: boolean;
  /** Answers items of departments or items handed over by name. */
  answers: boolean;
  user: string;
  department: string | null;
}

const most_cards = 7;
/** So that much that is late leaves room for people who wait for an answer; the rest is one link away. */
const most_tasks = 4;
const near_days = 7;

function near(due: string | null, today: string): Card['kind'] {
  const days = due === null ? null : days_between(today, due);
  return days === null ? 'week' : days < 0 ? 'late' : days <= near_days ? 'today' : 'week';
}

/** The secretariat: late departments, what the CISO sent back, the next step to the hand-in. */
function office_cards(data: Today, progress: Progress, who: Reader): Card[] {
  const cards: Card[] = [];
  const page = `${who.root}/progress`;
  const late = progress.departments.filter((one) => one.late);
  if (progress.state === 'open' && data.approval?.state === 'returned') cards.push({ kind: 'today', title: t('web.today.sent_back', { name: data.approval.decided_by ?? '' }), detail: t('web.today.because', { reason: data.approval.reason }), button: t('web.today.progress_button'), href: page });
  if (progress.state === 'open' && data.reopened !== null) cards.push({ kind: 'today', title: t('web.today.reopened'), detail: t('web.today.because', { reason: data.reopened }), button: t('web.today.progress_button'), href: page });
  if (progress.state === 'open' && late.length > 0) cards.push({ kind: 'late', title: t('web.today.departments_late', { n: late.length }), detail: late.slice(0, 4).map((one) => `${one.name} ${one.answered}/${one.items}`).join('、'), button: t('web.today.remind_button'), href: page });
  const unasked = progress.departments.filter((one) => one.state === 'none');
  if (progress.state === 'open' && unasked.length > 0) cards.push({ kind: near(progress.due, who.today), title: t('web.today.departments_unasked', { n: unasked.length }), detail: unasked.slice(0, 4).map((one) => one.name).join('、'), button: t('web.today.ask_button'), href: page });
  const kind = near(progress.due, who.today);
  const due = progress.due === null ? '' : t('web.today.open_due', { due: cell_date(progress.due) });
  if (progress.state === 'open' && progress.stage === 'approval') cards.push({ kind: kind === 'week' ? 'today' : kind, title: t('web.today.ready_for_approval'), detail: due, button: t('web.today.approval_button'), href: page });
  if (progress.state === 'review') cards.push({ kind, title: t('web.today.waits_for_ciso'), detail: due, button: t('web.today.progress_button'), href: page });
  if (progress.state === 'approved') cards.push({ kind: 'today', title: t('web.today.ready_to_hand_in'), detail: due, button: t('web.today.hand_in_button'), href: page });
  return cards;
}

function department_card(one: DepartmentProgress, who: Reader): Card | null {
  const due = one.due === null ? t('web.today.no_due') : t('web.today.department_due', { due: cell_date(one.due) });
  if (one.state === 'submitted') return null;
  if (one.state === 'returned') return { kind: 'today', title: t('web.today.returned', { name: one.name, by: one.returned_by ?? '' }), detail: t('web.today.because', { reason: one.reason }), button: t('web.today.answer_button'), href: '/answer' };
  if (one.answered < one.items) return { kind: near(one.due, who.today), title: t('web.today.department_open', { name: one.name, n: one.items - one.answered, all: one.items }), detail: due, button: t('web.today.answer_button'), href: '/answer' };
  return { kind: one.due === null ? 'today' : near(one.due, who.today), title: t('web.today.department_ready', { name: one.name }), detail: due, button: t('web.today.submit_button'), href: '/answer' };
}

/** A department's manager, or somebody to whom an item was handed by name. */
function answer_cards(data: Today, progress: Progress, who: Reader): Card[] {
  const cards: Card[] = [];
  if (data.mine.length > 0) cards.push({ kind: near(progress.departments[0]?.due ?? null, who.today), title: t('web.today.handed', { n: data.mine.length }), detail: `No.${data.mine[0]!.no} ${data.mine[0]!.condition}`, button: t('web.today.answer_button'), href: `/answer/${data.mine[0]!.no}` });
  if (who.department === null || progress.state !== 'open' || data.handed_to_me === progress.items) return cards;
  return [...cards, ...progress.departments.map((one) => department_card(one, who)).filter((card) => card !== null)];
}

function item_cards(data: Today, who: Reader): Card[] {
  const cards: Card[] = [];
  const one = (item: { no: number }): string => (who.manages ? `${who.root}?no=${item.no}&field=score` : `/answer/${item.no}`);
  if (data.overdue.length > 0) cards.push({ kind: 'late', title: t('web.today.late', { n: data.overdue.length }), detail: t('web.today.late_detail', { no: data.overdue[0]!.no, condition: data.overdue[0]!.condition }), button: t('web.today.late_button'), href: who.manages ? `${who.root}?state=late` : one(data.overdue[0]!) });
  if (data.to_answer_again > 0) cards.push({ kind: 'today', title: t('web.today.answer_again', { n: data.to_answer_again }), detail: t('web.today.answer_again_detail'), button: t('web.today.answer_button'), href: who.manages ? `${who.root}?state=again` : '/answer' });
  for (const item of data.without_year.slice(0, 2)) cards.push({ kind: 'today', title: t('web.today.year', { no: item.no }), detail: t('web.today.year_detail'), button: t('web.today.year_button', { no: item.no }), href: who.manages ? `${who.root}?no=${item.no}&field=basis` : `/answer/${item.no}` });
  for (const item of data.soon.slice(0, 2)) cards.push({ kind: 'week', title: t('web.today.soon', { no: item.no, due: cell_date(item.due) }), detail: item.condition, button: t('web.today.year_button', { no: item.no }), href: one(item) });
  return cards;
}

function sheet_cards(data: Today, who: Reader): Card[] {
  const { progress } = data;
  if (progress === null) return [];
  const cards: Card[] = [];
  if (who.reviews && progress.state === 'review' && data.approval !== null && !data.approval.own) cards.push({ kind: near(progress.due, who.today) === 'week' ? 'today' : near(progress.due, who.today), title: t('web.today.approve', { name: data.approval.asked_by }), detail: progress.due === null ? progress.title : t('web.today.open_due', { due: cell_date(progress.due) }), button: t('web.today.approve_button'), href: `${who.root}/approve` });
  if (who.manages) cards.push(...office_cards(data, progress, who));
  // Somebody cannot go on without the answer.
  if (data.questions_for_me > 0 && data.first_question !== null) cards.push({ kind: 'today', harm: 'high', title: t(who.manages ? 'web.today.questions_office' : 'web.today.questions_department', { n: data.questions_for_me }), detail: t('web.today.questions_detail', { no: data.first_question }), button: t('web.today.questions_button'), href: `${who.root}/items/${data.first_question}` });
  if (who.answers && !who.manages) cards.push(...answer_cards(data, progress, who));
  if (who.manages && data.editable_unanswered > 0 && data.first_unanswered !== null) cards.push({ kind: near(progress.due, who.today), title: t('web.today.open', { n: data.editable_unanswered }), detail: progress.due === null ? t('web.today.open_detail') : t('web.today.open_due', { due: cell_date(progress.due) }), button: t('web.today.open_button'), href: `${who.root}?state=unanswered&no=${data.first_unanswered}&field=score` });
  cards.push(...item_cards(data, who));
  const findings = progress.errors + progress.warnings;
  if (who.answers && findings > 0 && progress.state === 'open') cards.push({ kind: 'week', title: t('web.today.findings', { n: findings }), detail: t('web.today.findings_detail'), button: t('web.today.findings_button'), href: `${who.root}/check` });
  if (who.reviews && progress.departments_late > 0) cards.push({ kind: 'late', title: t('web.today.departments_late', { n: progress.departments_late }), detail: t('web.today.departments_late_ciso'), button: t('web.today.progress_button'), href: `${who.root}/progress` });
  return cards;
}

/** The duty of the sheet has cards of its own that say more. */
export function cards_of(data: Today, mine: Mine, who: Reader): Card[] {
  const sheet = sheet_cards(data, who);
  const tasks = task_cards(mine, who.today).filter((card) => sheet.length === 0 || card.href !== '/sheet');
  return in_order([...sheet, ...in_order(tasks).slice(0, sheet.length === 0 ? most_cards : most_tasks)]).slice(0, most_cards);
}
