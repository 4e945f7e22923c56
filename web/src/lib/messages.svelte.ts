// Sentences by key. The catalogue of one language is loaded before the first page is drawn; changing the language
// loads the other one and redraws.

import type answer_ja from '../../../i18n/ja/answer.json';
import type exchange_ja from '../../../i18n/ja/exchange.json';
import type executive_ja from '../../../i18n/ja/executive.json';
import type pictures_ja from '../../../i18n/ja/pictures.json';
import type start_ja from '../../../i18n/ja/start.json';
import type versions_ja from '../../../i18n/ja/versions.json';
import type web_ja from '../../../i18n/ja/web.json';
import type work_ja from '../../../i18n/ja/work.json';
import type { Language } from './api-types.ts';
import { use_language } from './api.ts';

export type WebKey = Extract<keyof typeof web_ja | keyof typeof start_ja | keyof typeof executive_ja | keyof typeof pictures_ja | keyof typeof answer_ja | keyof typeof exchange_ja | keyof typeof versions_ja | keyof typeof work_ja, `web.${string}`>;
export type Arguments = Record<string, string | number>;

const loaders: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  ja: () => import('virtual:messages/ja'),
  en: () => import('virtual:messages/en'),
};


let current = $state.raw<{ language: Language; sentences: Record<string, string> }>({ language: 'ja', sentences: {} });

export function language(): Language {
  return current.language;
}

export async function load_language(next: Language): Promise<void> {
  const sentences = (await loaders[next]()).default;
  current = { language: next, sentences };
  document.documentElement.lang = next;
  use_language(next);
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
