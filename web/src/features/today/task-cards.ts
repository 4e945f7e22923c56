// Tasks as cards of the first page: what is late, due within a week, or under way.

import { cell_date, days_between } from '../../lib/dates.ts';
import { t } from '../../lib/messages.svelte.ts';
import type { Harm, Mine, Task } from '../plan/types.ts';
import type { Card } from './cards.ts';

const near_days = 7;
const shown_days = 14;
const most_next = 3;
const harms: readonly Harm[] = ['high', 'medium', 'low'];
const kinds: readonly Card['kind'][] = ['late', 'today', 'week'];

function kind_of(task: Task, today: string): Card['kind'] {
  const days = days_between(today, task.due);
  return days < 0 ? 'late' : days <= near_days ? 'today' : 'week';
}
function is_shown(task: Task, today: string): boolean {
  return days_between(today, task.due) <= shown_days || (task.starts !== null && task.starts <= today);
}

/** One button each: to the place where it is done, or a word that it is done. */
function card_of(task: Task, today: string): Card {
  const late = days_between(task.due, today);
  const words = late > 0 ? t('web.tasks.card_late', { due: cell_date(task.due), n: late, owner: task.owner.name }) : t('web.tasks.card_due', { due: cell_date(task.due), owner: task.owner.name });
  const place = task.link === '' ? null : task.link;
  return { kind: kind_of(task, today), harm: task.harm, due: task.due, title: task.title, detail: words, button: t(place === null ? 'web.tasks.done' : 'web.tasks.open_button'), href: place ?? '/tasks', ...(place === null && task.by_hand ? { task } : {}) };
}

export function task_cards(mine: Mine, today: string): Card[] {
  const cards = mine.tasks.filter((task) => is_shown(task, today)).map((task) => card_of(task, today));
  const first = mine.escalated[0];
  if (first !== undefined) cards.push({ kind: 'late', harm: 'high', due: first.due, title: t('web.tasks.escalated', { n: mine.escalated.length }), detail: mine.escalated.slice(0, 3).map((task) => `${task.title}（${task.owner.name}）`).join('、'), button: t('web.tasks.escalated_button'), href: '/tasks' });
  return cards;
}

/** What comes after the cards, for the page that has none. */
export function next_tasks(mine: Mine, today: string): Task[] {
  return mine.tasks.filter((task) => !is_shown(task, today)).slice(0, most_next);
}

/** Late before near before later; then by harm; then by time. What has no date of its own keeps its place. */
export function in_order(cards: Card[]): Card[] {
  const time = (card: Card): string => card.due ?? '';
  return cards.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || harms.indexOf(a.harm ?? 'medium') - harms.indexOf(b.harm ?? 'medium') || time(a).localeCompare(time(b)));
}
