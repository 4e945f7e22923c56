// Sentences by key. What the door says is loaded before the first page is drawn, the rest when somebody has signed in;
// changing the language loads the other one and redraws.

import type answer_ja from '../../../i18n/ja/answer.json';
import type contacts_ja from '../../../i18n/ja/contacts.json';
import type exchange_ja from '../../../i18n/ja/exchange.json';
import type executive_ja from '../../../i18n/ja/executive.json';
import type plan_ja from '../../../i18n/ja/plan.json';
import type governance_ja from '../../../i18n/ja/governance.json';
import type pictures_ja from '../../../i18n/ja/pictures.json';
import type programme_ja from '../../../i18n/ja/programme.json';
import type post_ja from '../../../i18n/ja/post.json';
import type start_ja from '../../../i18n/ja/start.json';
import type facts_ja from '../../../i18n/ja/facts.json';
import type floor_ja from '../../../i18n/ja/floor.json';
import type versions_ja from '../../../i18n/ja/versions.json';
import type organisation_ja from '../../../i18n/ja/organisation.json';
import type web_ja from '../../../i18n/ja/web.json';
import type work_ja from '../../../i18n/ja/work.json';
import type { Language } from './api-types.ts';
import { use_language } from './api.ts';

export type WebKey = Extract<keyof typeof web_ja | keyof typeof plan_ja | keyof typeof floor_ja | keyof typeof start_ja | keyof typeof executive_ja | keyof typeof pictures_ja | keyof typeof answer_ja | keyof typeof exchange_ja | keyof typeof versions_ja | keyof typeof work_ja | keyof typeof organisation_ja | keyof typeof contacts_ja | keyof typeof programme_ja | keyof typeof post_ja | keyof typeof governance_ja | keyof typeof facts_ja, `web.${string}`>;
export type Arguments = Record<string, string | number>;

type Sentences = Promise<{ default: Record<string, string> }>;
const loaders: Record<Language, Record<'door' | 'rest' | 'programme', () => Sentences>> = {
  ja: { door: () => import('virtual:messages/ja/door'), rest: () => import('virtual:messages/ja/rest'), programme: () => import('virtual:messages/ja/programme') },
  en: { door: () => import('virtual:messages/en/door'), rest: () => import('virtual:messages/en/rest'), programme: () => import('virtual:messages/en/programme') },
};

let current = $state.raw<{ language: Language; whole: boolean; sentences: Record<string, string> }>({ language: 'ja', whole: false, sentences: {} });

export function language(): Language {
  return current.language;
}

/** `whole`: with what is said behind the door; once loaded it stays. */
export async function load_language(next: Language, whole = false): Promise<void> {
  const all = whole || current.whole;
  const of = loaders[next];
  const parts = await Promise.all(all ? [of.door(), of.rest(), of.programme()] : [of.door()]);
  current = { language: next, whole: all, sentences: Object.assign({}, ...parts.map((part) => part.default)) as Record<string, string> };
  document.documentElement.lang = next;
  use_language(next);
}

/** True when every sentence of the page is there. */
export function has_all_sentences(): boolean {
  return current.whole;
}

export function fill(sentence: string, args: Arguments): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole));
}

/** The sentence of one of the page's own keys. */
export function t(key: WebKey, args: Arguments = {}): string {
  return fill(current.sentences[key] ?? key, args);
}

/** The sentence of a key that another slice owns (assessment.rule.*); the key itself when it is unknown. */
export function say(key: string, args: Arguments = {}): string {
  return fill(current.sentences[key] ?? key, args);
}

export function has_sentence(key: string): boolean {
  return key in current.sentences;
}
