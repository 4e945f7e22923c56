// Words and marks for where a department or a sheet stands: colour, shape and word together.

import type { SheetState } from '../../lib/api-types.ts';
import type { WebKey } from '../../lib/messages.svelte.ts';
import type { DepartmentProgress } from './types.ts';

export interface StateWord {
  mark: string;
  word: WebKey;
  tone: 'ok' | 'mid' | 'ng' | 'na';
}

export function department_state(one: Pick<DepartmentProgress, 'state' | 'late'>): StateWord {
  if (one.state === 'submitted') return { mark: '✓', word: 'web.work.state.submitted', tone: 'ok' };
  if (one.late) return { mark: '▲', word: 'web.work.state.late', tone: 'ng' };
  if (one.state === 'returned') return { mark: '↩', word: 'web.work.state.returned', tone: 'mid' };
  if (one.state === 'asked') return { mark: '◐', word: 'web.work.state.asked', tone: 'mid' };
  return { mark: '○', word: 'web.work.state.none', tone: 'na' };
}

export const sheet_states: Record<SheetState, StateWord> = {
  open: { mark: '◐', word: 'web.work.sheet.open', tone: 'mid' },
  review: { mark: '◆', word: 'web.work.sheet.review', tone: 'mid' },
  approved: { mark: '✓', word: 'web.work.sheet.approved', tone: 'ok' },
  handed_in: { mark: '✓', word: 'web.work.sheet.handed_in', tone: 'ok' },
};
