import { describe, expect, it } from 'vitest';
import { read_count } from './counts.ts';

describe('a count that somebody typed', () => {
  it('may be wide and have separators', () => expect(['180', '１８０', ' 1,200 ', '１，２００'].map(read_count)).toEqual([180, 180, 1200, 1200]));
  it('may be missing', () => expect(read_count('  ')).toBeNull());
  it('is no word, fraction or minus', () => expect(['約100', '1.5', '-3', '12345678'].map(read_count)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]));
});
