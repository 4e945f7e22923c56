import { describe, expect, it } from 'vitest';
import { by_sheet, type Hit } from './found.ts';

const hit = (assessment: string, no: number): Hit => ({ assessment, fiscal_year: 2026, title: assessment, no, label: '', condition: '', score: '', department: null, passages: [] });

describe('what was found', () => {
  it('stands under its sheet, in the order given', () => {
    const sheets = by_sheet([hit('this', 3), hit('this', 1), hit('last', 3)]);
    expect(sheets.map((sheet) => [sheet.assessment, sheet.hits.map((one) => one.no)])).toEqual([['this', [3, 1]], ['last', [3]]]);
  });
  it('may be nothing', () => expect(by_sheet([])).toEqual([]));
});
