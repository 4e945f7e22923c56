// Tab-separated text as Excel and LibreOffice put it on the clipboard: cells with tabs, quotes or line breaks are
// quoted, quotes doubled; rows end in CR LF or LF and the last one may lack it.

export function parse_tsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const source = text.replace(/\r\n?/g, '\n');
  while (at <= source.length) {
    let cell = '';
    if (source[at] === '"') {
      const closed = read_quoted(source, at);
      if (closed !== null) {
        cell = closed.cell;
        at = closed.next;
      } else {
        const end = plain_end(source, at);
        cell = source.slice(at, end);
        at = end;
      }
    } else {
      const end = plain_end(source, at);
      cell = source.slice(at, end);
      at = end;
    }
    row.push(plain_text(cell));
    if (source[at] === '\t') {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    at += 1;
    if (at >= source.length) break;
  }
  return rows;
}

function plain_end(source: string, from: number): number {
  let end = from;
  while (end < source.length && source[end] !== '\t' && source[end] !== '\n') end += 1;
  return end;
}

// A text that merely begins with a quotation mark is not quoted: the closing mark must stand before a separator.
function read_quoted(source: string, from: number): { cell: string; next: number } | null {
  let cell = '';
  let at = from + 1;
  while (at < source.length) {
    if (source[at] !== '"') {
      cell += source[at];
      at += 1;
    } else if (source[at + 1] === '"') {
      cell += '"';
      at += 2;
    } else {
      const after = source[at + 1];
      return after === undefined || after === '\t' || after === '\n' ? { cell, next: at + 1 } : null;
    }
  }
  return null;
}

// A spreadsheet runs a text that begins so as a formula; the full-width forms become half-width in some of them.
const dangerous = /^[=+\-@\t\r＝＋－＠]/;
const guarded = /^'[=+\-@\t\r＝＋－＠]/;

/** The text with an apostrophe before it where a spreadsheet would run it. */
export function neutralise(text: string): string {
  return dangerous.test(text) ? `'${text}` : text;
}

/** What was meant by a cell that we or a spreadsheet guarded so. */
export function plain_text(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}

/** For the clipboard, neutralised as the files are; `parse_tsv` gives the texts back as they were. */
export function write_tsv(rows: readonly (readonly string[])[]): string {
  const quote = (cell: string): string => {
    const text = neutralise(cell);
    return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(quote).join('\t')).join('\r\n');
}

/** CSV with a byte order mark for Excel; what a spreadsheet would run is neutralised. */
export function write_csv(rows: readonly (readonly (string | number)[])[]): string {
  const quote = (value: string | number): string => {
    const text = typeof value === 'string' ? neutralise(value) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${rows.map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`;
}
