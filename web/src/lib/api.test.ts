import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { once_only, Refusal } from './api.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Fails as told, in order, then answers; remembers the keys that it was sent. */
function line(...problems: (Refusal | null)[]): { keys: string[]; send: (more: Record<string, string>) => Promise<string> } {
  const keys: string[] = [];
  return {
    keys,
    send: async (more) => {
      keys.push(more['Idempotency-Key'] ?? '');
      const problem = problems.shift() ?? null;
      if (problem !== null) throw problem;
      return 'made';
    },
  };
}
const offline = new Refusal(0, null);
const under_way = new Refusal(409, { code: 'error.repeat.under_way' });
const refused = new Refusal(422, { code: 'error.body' });

test('a lost answer is asked for again with the same key', async () => {
  const wire = line(offline, under_way);
  const made = once_only('/departments a', wire.send);
  await vi.runAllTimersAsync();
  expect(await made).toBe('made');
  expect(wire.keys).toHaveLength(3);
  expect(new Set(wire.keys).size).toBe(1);
  expect(wire.keys[0]).toMatch(/^[0-9a-f]{32}$/);
});

test('a refusal is told at once and a corrected wish gets a new key', async () => {
  const wire = line(refused);
  await expect(once_only('/departments b', wire.send)).rejects.toBe(refused);
  expect(await once_only('/departments b', wire.send)).toBe('made');
  expect(wire.keys).toHaveLength(2);
  expect(wire.keys[0]).not.toBe(wire.keys[1]);
});

test('after giving up, the same wish goes on under the same key and another one does not', async () => {
  const wire = line(offline, offline, offline, offline);
  const given_up = expect(once_only('/departments c', wire.send)).rejects.toBe(offline);
  await vi.runAllTimersAsync();
  await given_up;
  expect(wire.keys).toHaveLength(4);
  expect(await once_only('/departments d', wire.send)).toBe('made');
  expect(await once_only('/departments c', wire.send)).toBe('made');
  expect(wire.keys[5]).toBe(wire.keys[0]);
  expect(wire.keys[4]).not.toBe(wire.keys[0]);
});
