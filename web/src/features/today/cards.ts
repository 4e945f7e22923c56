// From the state of the sheet to at most seven things to do, the harmful and the urgent ones first.

import type { Assessment, Finding } from '../../lib/api-types.ts';
import { cell_date, days_between } from '../../lib/dates.ts';
import { t } from '../../lib/messages.svelte.ts';
import { path_of } from '../../lib/years.svelte.ts';

export interface Card {
  kind: 'late' | 'today' | 'week';
  title: string;
  detail: string;
  button: string;
  href: string;
}

const most_cards = 7;
const soon_days = 14;

export function cards_of(assessment: Assessment, findings: readonly Finding[], today: string, department: string | null): Card[] {
  const root = path_of(assessment);
  const cards: Card[] = [];
  const items = new Map(assessment.items.map((item) => [item.no, item]));
  const mine = assessment.answers.filter((answer) => answer.editable && (department === null || answer.department === department || answer.department === null));
  const late = mine.filter((answer) => answer.score === '1' && answer.due !== null && answer.due < today);
  const soon = mine.filter((answer) => answer.score === '1' && answer.due !== null && answer.due >= today && days_between(today, answer.due) <= soon_days);
  const open = mine.filter((answer) => answer.score === '');
  const editable = new Set(mine.map((answer) => answer.no));
  const without_year = findings.filter((finding) => editable.has(finding.no) && finding.field === 'basis' && /year/.test(finding.code));

  if (late.length > 0) {
    cards.push({ kind: 'late', title: t('web.today.late', { n: late.length }), detail: t('web.today.late_detail', { no: late[0]!.no, condition: items.get(late[0]!.no)?.condition ?? '' }), button: t('web.today.late_button'), href: `${root}?state=late` });
  }
  if (open.length > 0) {
    const days = assessment.due === null ? null : days_between(today, assessment.due);
    cards.push({
      kind: days !== null && days < 0 ? 'late' : days !== null && days <= 7 ? 'today' : 'week',
      title: t('web.today.open', { n: open.length }),
      detail: assessment.due === null ? t('web.today.open_detail') : t('web.today.open_due', { due: cell_date(assessment.due) }),
      button: t('web.today.open_button'),
      href: `${root}?state=unanswered&no=${open[0]!.no}&field=score`,
    });
  }
  for (const finding of without_year.slice(0, 3)) {
    cards.push({ kind: 'today', title: t('web.today.year', { no: finding.no }), detail: t('web.today.year_detail'), button: t('web.today.year_button', { no: finding.no }), href: `${root}?no=${finding.no}&field=basis` });
  }
  for (const answer of soon.slice(0, 3)) {
    cards.push({ kind: 'week', title: t('web.today.soon', { no: answer.no, due: cell_date(answer.due) }), detail: items.get(answer.no)?.condition ?? '', button: t('web.today.year_button', { no: answer.no }), href: `${root}?no=${answer.no}&field=score` });
  }
  const rest = findings.length - without_year.length;
  if (rest > 0) {
    cards.push({ kind: 'week', title: t('web.today.findings', { n: findings.length }), detail: t('web.today.findings_detail'), button: t('web.today.findings_button'), href: `${root}/check` });
  }
  const urgency = ['late', 'today', 'week'];
  return cards.sort((a, b) => urgency.indexOf(a.kind) - urgency.indexOf(b.kind)).slice(0, most_cards);
}
