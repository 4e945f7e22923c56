import { describe, expect, it } from 'vitest';
import { numbers_in_words } from './types.ts';

describe('item numbers in words', () => {
  it('writes ranges from three on', () => {
    expect(numbers_in_words([])).toBe('');
    expect(numbers_in_words([16, 15])).toBe('15, 16');
    expect(numbers_in_words([12, 18, 17, 16, 15, 30])).toBe('12, 15-18, 30');
  });
});
