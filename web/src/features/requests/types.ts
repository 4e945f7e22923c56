// Requests to departments, as the routes of features/governance/requests answer.

export type RequestKind = 'items' | 'duty';
export interface Words {
  subject: string;
  body: string;
}
export interface RequestEntry {
  text: string;
  from_office: boolean;
  by: string;
  at: number;
}
export interface DepartmentPart {
  department: string;
  name: string;
  items: number;
  answered: number;
  progress: 'open' | 'late' | 'done';
  done_at: number | null;
  done_by: string;
  note: string;
  reminders: number;
  reminded_at: number | null;
  version: number;
  recipients: { name: string; way: 'mail' | 'paper' }[];
  entries: RequestEntry[];
}
export interface WorkRequest {
  id: string;
  kind: RequestKind;
  fiscal_year: number | null;
  title: string;
  numbers: number[];
  due: string;
  state: 'open' | 'closed';
  sent_by: string;
  sent_at: number;
  version: number;
  words: Record<string, Words>;
  departments: DepartmentPart[];
}
export interface FormItem {
  no: number;
  label: string;
  condition: string;
  department: string | null;
  answered: boolean;
}
export interface RequestForm {
  items_words: Record<'ja' | 'en', Words>;
  duty_words: Record<'ja' | 'en', Words>;
  sheet: string | null;
  items: FormItem[];
}
export interface Letter {
  department: string;
  name: string;
  to: string;
  way: 'mail' | 'paper' | 'nobody';
  language: string;
  subject: string;
  body: string;
}

export const places = ['department', 'due', 'items', 'count', 'title', 'company', 'sender'] as const;
/** How many parts are in each state. */
export function counts_of(request: WorkRequest): { done: number; late: number; all: number } {
  return {
    done: request.departments.filter((one) => one.progress === 'done').length,
    late: request.departments.filter((one) => one.progress === 'late').length,
    all: request.departments.length,
  };
}
/** "12, 15-18": three in a row become a range. */
export function numbers_in_words(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const words: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let last = i;
    while (sorted[last + 1] === sorted[last]! + 1) last++;
    words.push(last - i >= 2 ? `${sorted[i]}-${sorted[last]}` : sorted.slice(i, last + 1).join(', '));
    i = last + 1;
  }
  return words.join(', ');
}
