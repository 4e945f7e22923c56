import { describe, expect, it } from 'vitest';
import { clean_text, fold_search, fold_width, read_department, read_score } from './fold.ts';

describe('a score is understood as people write it', () => {
  it.each([
    ['2', '2'], ['２', '2'], ['2点', '2'], ['2 対策完了', '2'], ['○', '2'], ['◯', '2'], ['〇', '2'], ['●', '2'], ['2.0', '2'], ['1', '1'], ['１', '1'], ['△', '1'], ['▲', '1'], ['対策中', '1'],
    ['0', '0'], ['×', '0'], ['✕', '0'], ['未実施', '0'], ['該当なし', '該当なし'], ['該当無し', '該当なし'], ['N/A', '該当なし'], ['ｎ／ａ', '該当なし'], ['非該当', '該当なし'], ['－', '該当なし'], ['ー', '該当なし'],
    ['-', '該当なし'], ['', ''], ['　', ''], ['未回答', ''], ['▽選択', ''],
  ])('%s', (text, score) => expect(read_score(text)).toBe(score));
  it.each(['3', '完了していない', '20', 'はい', '2025'])('%s is not guessed', (text) => expect(read_score(text)).toBeNull());
});

describe('free text is kept as typed', () => {
  it('drops exactly one trailing line break', () => expect(clean_text('第3条\r\n２０２５年\n\n')).toBe('第3条\n２０２５年\n'));
  it('does not fold width', () => expect(clean_text('ＩＳＯ　２７００１')).toBe('ＩＳＯ　２７００１'));
});

describe('searching', () => {
  it('folds width, case, kana and long vowels', () => expect(fold_search('サーバー ＷＳＵＳ')).toBe(fold_search('さーば wsus')));
  it('keeps different words apart', () => expect(fold_search('規程')).not.toBe(fold_search('規定')));
});

describe('a department', () => {
  const departments = [{ id: 'a', name: '製造部' }, { id: 'b', name: '製造技術部' }, { id: 'c', name: '総務部' }];
  it('is found by its name', () => expect(read_department('製造部', departments)).toBe('a'));
  it('is found by an unambiguous beginning', () => expect(read_department('総務', departments)).toBe('c'));
  it('is not guessed from an ambiguous one', () => expect(read_department('製造', departments)).toBeNull());
  it('is none for an empty text', () => expect(read_department(' ', departments)).toBe(''));
});

it('width folding makes digits and dashes plain', () => expect(fold_width('２０２６－９－１')).toBe('2026-9-1'));
