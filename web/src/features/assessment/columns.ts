// The columns of the grid: what a cell shows, what it copies, and how a typed or pasted text becomes a value.

import type { Answer, AnswerField, FieldValue, Item, Named } from '../../lib/api-types.ts';
import { cell_date, read_date } from '../../lib/dates.ts';
import { clean_text, read_department, read_score } from '../../lib/fold.ts';
import type { WebKey } from '../../lib/messages.svelte.ts';

export type ColumnKey = 'no' | 'label' | 'level' | 'condition' | 'department' | 'score' | 'basis' | 'due' | 'responder' | 'previous';

export interface Column {
  key: ColumnKey;
  head: WebKey;
  /** Pixels; null takes what is left. */
  width: number | null;
  field: AnswerField | null;
  /** The grid must be at least this wide for the column to be shown. */
  from_width: number;
}

export const all_columns: readonly Column[] = [
  { key: 'no', head: 'web.column.no', width: 48, field: null, from_width: 0 },
  { key: 'label', head: 'web.column.label', width: 96, field: null, from_width: 760 },
  { key: 'level', head: 'web.column.level', width: 44, field: null, from_width: 880 },
  { key: 'condition', head: 'web.column.condition', width: 188, field: null, from_width: 0 },
  { key: 'department', head: 'web.column.department', width: 86, field: 'department', from_width: 700 },
  { key: 'score', head: 'web.column.score', width: 108, field: 'score', from_width: 0 },
  { key: 'basis', head: 'web.column.basis', width: null, field: 'basis', from_width: 560 },
  { key: 'due', head: 'web.column.due', width: 98, field: 'due', from_width: 660 },
  { key: 'responder', head: 'web.column.responder', width: 78, field: 'responder', from_width: 820 },
  { key: 'previous', head: 'web.column.previous', width: 52, field: null, from_width: 960 },
];

/** English words are longer: the score needs more room there. */
const english_score_width = 132;

export function columns_for(width: number, language: 'ja' | 'en' = 'ja'): Column[] {
  const fitting = all_columns.filter((column) => width >= column.from_width);
  const shown = language === 'ja' ? fitting : fitting.map((column) => (column.key === 'score' ? { ...column, width: english_score_width } : column));
  return shown.map((column) => (column.key === 'condition' && width < 560 ? { ...column, width: null } : column));
}

export interface Reading {
  departments: readonly Named[];
  fiscal_year: number;
  starts_in: number;
}

/** What the cell says, as it would stand in Excel. */
export function cell_text(column: ColumnKey, item: Item, answer: Answer, reading: Reading): string {
  switch (column) {
    case 'no':
      return String(item.no);
    case 'label':
      return item.label;
    case 'level':
      return item.level === null ? '' : `Lv${item.level}`;
    case 'condition':
      return item.condition;
    case 'department':
      return department_name(answer.department, reading.departments);
    case 'score':
      return answer.score;
    case 'basis':
      return answer.basis;
    case 'due':
      return cell_date(answer.due);
    case 'responder':
      return answer.responder;
    case 'previous':
      return answer.previous?.score ?? '';
  }
}

export function department_name(id: string | null, departments: readonly Named[]): string {
  return id === null ? '' : (departments.find((one) => one.id === id)?.name ?? '');
}

/** The value a text means in a field; undefined when it cannot be understood. */
export function read_cell(field: AnswerField, text: string, reading: Reading): FieldValue | undefined {
  switch (field) {
    case 'score':
      return read_score(text) ?? undefined;
    case 'due': {
      const date = read_date(text, reading.fiscal_year, reading.starts_in);
      return date === null ? undefined : date === '' ? null : date;
    }
    case 'department': {
      const id = read_department(text, reading.departments);
      return id === null ? undefined : id === '' ? null : id;
    }
    case 'basis':
      return clean_text(text);
    case 'responder':
      return clean_text(text).replace(/\s+/g, ' ').trim();
    case 'ticks':
      return undefined;
  }
}

/** The sentence for a text that could not be read into a field. */
export const unreadable: Record<AnswerField, WebKey> = {
  score: 'web.unreadable.score',
  due: 'web.unreadable.due',
  department: 'web.unreadable.department',
  basis: 'web.unreadable.text',
  responder: 'web.unreadable.text',
  ticks: 'web.unreadable.text',
};

export function field_value(answer: Answer, field: AnswerField): FieldValue {
  return answer[field];
}
