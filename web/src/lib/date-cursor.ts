// A position in a folded text; every `take` moves on only when it matches. Folding makes one kind of dash, apostrophe
// and space, and turns kanji numerals in front of 年, 月, 日 into digits.

export const is_digit = (char: string): boolean => char >= '0' && char <= '9' && char.length === 1;
export const is_latin = (char: string): boolean => /^[a-zA-Z]$/.test(char);

export class Cursor {
  readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }
  peek(ahead = 0): string {
    return this.text[this.at + ahead] ?? '';
  }
  before(): string {
    return this.at > 0 ? this.text[this.at - 1]! : '';
  }
  take(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }
  take_one_of<T>(words: readonly (readonly [string, T])[]): T | null {
    for (const [word, value] of words) if (this.take(word)) return value;
    return null;
  }
  spaces(): void {
    while (this.peek() === ' ') this.at += 1;
  }
  /** Exactly the run of digits that stands here, when it has between `least` and `most` of them. */
  number(least: number, most: number): number | null {
    const run = /^\d*/.exec(this.text.slice(this.at, this.at + most + 1))![0];
    if (run.length < least || run.length > most) return null;
    this.at += run.length;
    return Number(run);
  }
}

const numerals = '〇一二三四五六七八九';

function arabic_before_units(text: string): string {
  return text.replace(/[〇一二三四五六七八九十]+(?=[年月日])/g, (run) => {
    const ten = run.indexOf('十');
    if (ten < 0) return [...run].map((char) => numerals.indexOf(char)).join('');
    const tens = ten === 0 ? 1 : numerals.indexOf(run[0]!);
    const ones = ten + 1 < run.length ? numerals.indexOf(run[ten + 1]!) : 0;
    return String(tens * 10 + ones);
  });
}

export function fold_for_dates(text: string): string {
  const folded = text
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[’‘`]/g, "'")
    .replace(/[\t\n\r]/g, ' ');
  return arabic_before_units(folded);
}
