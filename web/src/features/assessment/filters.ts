// The filters of the sheet. They live in the address, so that a filtered sheet can be sent to a colleague.

import type { Named } from '../../lib/api-types.ts';
import { fold_search } from '../../lib/fold.ts';
import { warnings_of } from './row-rules.ts';
import type { SheetRow } from './sheet-row.svelte.ts';

export interface Filters {
  department: string;
  level: string;
  label: string;
  state: string;
  text: string;
}

export const states = ['unanswered', '2', '1', '0', 'na', 'warning', 'changed', 'carried', 'late', 'again', 'question', 'handed'] as const;

export function read_filters(query: URLSearchParams): Filters {
  const of = (name: string): string => query.get(name) ?? '';
  return { department: of('department'), level: of('level'), label: of('label'), state: of('state'), text: of('q') };
}

export function is_filtered(filters: Filters): boolean {
  return Object.values(filters).some((value) => value !== '');
}

function in_state(row: SheetRow, state: string, today: string, hand_in: string | null): boolean {
  const { answer } = row;
  switch (state) {
    case 'unanswered':
      return answer.score === '';
    case 'na':
      return answer.score === '該当なし';
    case 'warning':
      return warnings_of(row.item, answer, today, hand_in).length > 0;
    case 'changed':
      return answer.previous !== null && answer.previous.score !== answer.score;
    case 'carried':
      return answer.origin === 'carried';
    case 'late':
      return answer.score === '1' && answer.due !== null && answer.due < today;
    case 'again':
      return answer.origin === 'changed';
    case 'question':
      return row.question !== '';
    case 'handed':
      return answer.assignee !== null;
    default:
      return answer.score === state;
  }
}

export function filter_rows(rows: readonly SheetRow[], filters: Filters, departments: readonly Named[], today: string, hand_in: string | null): SheetRow[] {
  const words = fold_search(filters.text).split(' ').filter(Boolean);
  return rows.filter((row) => {
    const { item, answer } = row;
    if (filters.department === 'none' ? answer.department !== null : filters.department !== '' && answer.department !== filters.department) return false;
    if (filters.level !== '' && String(item.level ?? 'none') !== filters.level) return false;
    if (filters.label !== '' && item.label !== filters.label) return false;
    if (filters.state !== '' && !in_state(row, filters.state, today, hand_in)) return false;
    if (words.length === 0) return true;
    const department = departments.find((one) => one.id === answer.department)?.name ?? '';
    const text = fold_search([`no.${item.no}`, item.label, item.condition, answer.basis, answer.responder, department, ...item.criteria].join(' '));
    return words.every((word) => text.includes(word));
  });
}
