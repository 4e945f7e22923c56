import { describe, expect, it } from 'vitest';
import { file_size, sort_files } from './evidence.ts';

describe('the size of a file', () => {
  it.each([
    [0, '0.1 KB'],
    [300, '0.3 KB'],
    [12 * 1024, '12 KB'],
    [1024 * 1024, '1 MB'],
    [3.44 * 1024 * 1024, '3.4 MB'],
    [20 * 1024 * 1024, '20 MB'],
    [5 * 1024 * 1024 * 1024, '5 GB'],
  ])('%d bytes read %s', (bytes, words) => expect(file_size(bytes)).toBe(words));
});

describe('chosen files', () => {
  const file = (name: string, size: number): File => ({ name, size }) as File;
  it('go when they fit exactly', () => expect(sort_files([file('a', 20), file('b', 21), file('c', 0)], 20)).toEqual({ fitting: [file('a', 20)], large: [file('b', 21)], empty: [file('c', 0)] }));
});
