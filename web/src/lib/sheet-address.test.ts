import { describe, expect, it } from 'vitest';
import { address_of, sheet_at, sheets_of } from './sheet-address.ts';

const first = { id: 'a', fiscal_year: 2026, created_at: 10 };
const second = { id: 'b', fiscal_year: 2026, created_at: 20 };
const third = { id: 'c', fiscal_year: 2026, created_at: 20 };
const older = { id: 'd', fiscal_year: 2025, created_at: 30 };
const list = [older, first, third, second];

describe('the address of a sheet', () => {
  it('is the year alone for the newest of a year', () => {
    expect(address_of(list, third)).toBe('2026');
    expect(address_of(list, older)).toBe('2025');
    expect(sheet_at(list, '2026')).toBe(third);
  });
  it('carries its turn for an earlier one', () => {
    expect([address_of(list, first), address_of(list, second)]).toEqual(['2026-1', '2026-2']);
    expect([sheet_at(list, '2026-1'), sheet_at(list, '2026-2')]).toEqual([first, second]);
  });
  it('stays the same when one more is made', () => expect(address_of([...list, { id: 'e', fiscal_year: 2026, created_at: 40 }], first)).toBe('2026-1'));
  it('leads nowhere when there is no such sheet', () => {
    for (const address of ['2024', '2026-4', '2026-0', '2026.1', 'x', '']) expect(sheet_at(list, address)).toBeNull();
  });
  it('lists the sheets of a year, the newest first', () => expect(sheets_of(list, 2026)).toEqual([third, second, first]));
});
