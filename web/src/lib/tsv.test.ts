import { describe, expect, it } from 'vitest';
import { neutralise, parse_tsv, plain_text, write_csv, write_tsv } from './tsv.ts';

describe('the clipboard of a spreadsheet', () => {
  it.each([
    ['one cell', 'a', [['a']]],
    ['a closing line end is not a row', 'a\tb\r\nc\td\r\n', [['a', 'b'], ['c', 'd']]],
    ['line breaks inside quotes stay', '"第3条\n2025年改定"\t2', [['第3条\n2025年改定', '2']]],
    ['doubled quotes are one', '"「""規程""」"\tx', [['「"規程"」', 'x']]],
    ['a quotation mark inside a text is plain', '5" 棚\ty', [['5" 棚', 'y']]],
    ['a text that merely begins with a quotation mark is not quoted', '"規程" 第3条\tz', [['"規程" 第3条', 'z']]],
    ['empty cells count', 'a\t\tb\n\t\t', [['a', '', 'b'], ['', '', '']]],
    ['an empty row in between counts', 'a\n\nb', [['a'], [''], ['b']]],
  ])('%s', (_, text, rows) => expect(parse_tsv(text)).toEqual(rows));

  it('is written so that it reads back the same', () => {
    const rows = [['第3条\n2025年', 'a"b'], ['', 'c\td']];
    expect(parse_tsv(write_tsv(rows))).toEqual(rows);
  });
});

it('a CSV neutralises what a spreadsheet would run', () => {
  expect(write_csv([['=1+1', '@x', 3, 'a,b']])).toBe('\ufeff\'=1+1,\'@x,3,"a,b"\r\n');
});

describe('what a spreadsheet would run', () => {
  const begins = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
  it.each(begins)('is neutralised in files and on the clipboard: %j', (first) => {
    const text = `${first}cmd|x`;
    expect(neutralise(text)).toBe(`'${text}`);
    expect(write_csv([[text]])).toContain(`'${first}cmd|x`);
    expect(write_tsv([[text]])).toContain(`'${first}cmd|x`);
    expect(plain_text(neutralise(text))).toBe(text);
  });
  it('comes back from our own clipboard as it was', () => {
    const rows = [["- 規程\n- 記録", '＝2', "'quoted'"]];
    expect(parse_tsv(write_tsv(rows))).toEqual(rows);
  });
  it('leaves other texts and numbers alone', () => {
    for (const text of ['規程 第3条', '2-1', "'x", '']) expect(neutralise(text)).toBe(text);
    expect(write_csv([[-3, 4]])).toBe('\ufeff-3,4\r\n');
  });
});
