import { expect, test } from 'vitest';
import { readable_bytes } from './bytes.ts';

test('sizes are read at a glance', () => {
  expect([0, 1023, 1536, 2 * 1024 ** 3, 1.25 * 1024 ** 4, 999 * 1024 ** 2].map(readable_bytes)).toEqual(['0 B', '1023 B', '1.5 KB', '2 GB', '1.3 TB', '999 MB']);
});
