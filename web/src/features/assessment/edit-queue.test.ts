import { describe, expect, it } from 'vitest';
import { EditQueue } from './edit-queue.ts';
import { UndoStack } from './undo.ts';

const score = (no: number, from: string, to: string) => ({ no, field: 'score' as const, from, to });
const basis = (no: number, from: string, to: string) => ({ no, field: 'basis' as const, from, to });
const take = (queue: EditQueue, key = 'k') => queue.take(() => 7, () => key);

describe('changes waiting to be sent', () => {
  it('are merged per cell, oldest from, newest to', () => {
    const queue = new EditQueue();
    queue.add([score(1, '', '1')]);
    queue.add([score(1, '1', '2'), basis(1, '', '規程')]);
    expect(take(queue)).toEqual({ key: 'k', edits: [{ no: 1, version: 7, changes: [{ field: 'score', from: '', to: '2' }, { field: 'basis', from: '', to: '規程' }] }] });
  });
  it('vanish when a cell returns to where it was', () => {
    const queue = new EditQueue();
    queue.add([score(1, '', '2')]);
    queue.add([score(1, '2', '')]);
    expect(take(queue)).toBeNull();
    expect(queue.count).toBe(0);
  });
  it('keep their key until the server has answered', () => {
    const queue = new EditQueue();
    queue.add([score(1, '', '2')]);
    const first = take(queue, 'first');
    queue.add([score(2, '', '1')]);
    expect(take(queue, 'second')).toBe(first);
    queue.answered();
    expect(take(queue, 'second')).toEqual({ key: 'second', edits: [{ no: 2, version: 7, changes: [{ field: 'score', from: '', to: '1' }] }] });
  });
  it('made while a batch is on its way start from what it carries', () => {
    const queue = new EditQueue();
    queue.add([score(1, '', '1')]);
    take(queue);
    queue.add([score(1, '1', '2')]);
    expect(queue.pending(1).get('score')).toBe('2');
    queue.answered();
    expect(take(queue)?.edits[0]?.changes).toEqual([{ field: 'score', from: '1', to: '2' }]);
  });
  it('can be handed over whole, the batch on its way included', () => {
    const queue = new EditQueue();
    queue.add([score(1, '', '1'), basis(2, '', '規程')]);
    take(queue);
    queue.add([score(1, '1', '2')]);
    expect(queue.unconfirmed()).toEqual([score(1, '', '2'), basis(2, '', '規程')]);
  });
  it('are sent at most 2,000 rows at a time', () => {
    const queue = new EditQueue();
    queue.add(Array.from({ length: 2001 }, (_, index) => score(index, '', '2')));
    expect(take(queue)?.edits.length).toBe(2000);
    queue.answered();
    expect(take(queue)?.edits.length).toBe(1);
  });
});

describe('undo', () => {
  it('gives the reverse and redo gives it back', () => {
    const values = new Map([[1, '2']]);
    const stack = new UndoStack();
    stack.push([score(1, '', '2')]);
    expect(stack.undo((no) => values.get(no) ?? '')).toEqual({ changes: [score(1, '2', '')], skipped: 0 });
    values.set(1, '');
    expect(stack.redo((no) => values.get(no) ?? '')).toEqual({ changes: [score(1, '', '2')], skipped: 0 });
  });
  it('leaves a cell alone that somebody changed since', () => {
    const stack = new UndoStack();
    stack.push([score(1, '', '2'), score(2, '', '2')]);
    expect(stack.undo((no) => (no === 1 ? '0' : '2'))).toEqual({ changes: [score(2, '2', '')], skipped: 1 });
  });
  it('forgets what was undone once something new is done', () => {
    const stack = new UndoStack();
    stack.push([score(1, '', '2')]);
    stack.undo(() => '2');
    stack.push([score(2, '', '1')]);
    expect(stack.can_redo).toBe(false);
  });
});
