import { expect, test } from 'vitest';
import type { Harm, Task } from '../plan/types.ts';
import { in_order, next_tasks, task_cards } from './task-cards.ts';

const today = '2026-11-24';
function task(title: string, due: string, more: Partial<Task> = {}): Task {
  const owner = { kind: 'role', id: 'secretariat', name: '事務局' } as const;
  return { id: title, origin: 'tasks.own', title, starts: null, due, owner, link: '', harm: 'medium', state: 'open', note: '', progress: 0, schedule: null, by_hand: true, mine: true, closed_by: '', closed_at: null, version: 1, ...more };
}
const titles = (tasks: Task[]): string[] => in_order(task_cards({ tasks, escalated: [] }, today)).map((card) => card.title);

test('late comes before near before later, and harm decides among them', () => {
  const harm = (of: Harm): Partial<Task> => ({ harm: of });
  expect(titles([task('近い', '2026-11-30'), task('先', '2026-12-05', harm('high')), task('遅れ小', '2026-11-01', harm('low')), task('遅れ大', '2026-11-20', harm('high'))])).toEqual(['遅れ大', '遅れ小', '近い', '先']);
});

test('equal harm goes by time', () => {
  expect(titles([task('後', '2026-11-29'), task('先', '2026-11-26')])).toEqual(['先', '後']);
});

test('what is far away and not begun waits, what is under way is shown', () => {
  const far = task('遠い', '2027-03-01');
  const under_way = task('進行中', '2027-03-01', { starts: '2026-11-01' });
  expect(titles([far, under_way])).toEqual(['進行中']);
  expect(next_tasks({ tasks: [far, under_way], escalated: [] }, today).map((one) => one.title)).toEqual(['遠い']);
});

test('a task is finished on its card unless it has a place of its own', () => {
  const [by_hand] = task_cards({ tasks: [task('電話', '2026-11-25')], escalated: [] }, today);
  expect(by_hand?.task?.title).toBe('電話');
  const [there] = task_cards({ tasks: [task('任命', '2026-11-25', { link: '/organisation', by_hand: false })], escalated: [] }, today);
  expect(there?.task).toBeUndefined();
  expect(there?.href).toBe('/organisation');
});

test('what others are late with is one card for the secretariat', () => {
  const cards = task_cards({ tasks: [], escalated: [task('点検', '2026-11-01'), task('更新', '2026-11-02')] }, today);
  expect(cards).toHaveLength(1);
  expect(cards[0]?.kind).toBe('late');
});
