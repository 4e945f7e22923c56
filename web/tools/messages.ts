// Sentences of the page: lazily loaded modules per language, cut from i18n/<language>/*.json. The first is what people
// read before they are signed in and in the frame; then those of the organisation and its year, and all the rest. Only the keys the page itself says
// are bundled; all others reach the browser as finished sentences from the server.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

export const catalogue_folder = fileURLToPath(new URL('../../i18n', import.meta.url));
/** Files whose sentences are needed at the door: sign-in, set-up, invitation. */
const door = new Set(['web.json', 'start.json']);
/** The emergency page is a page of its own: it carries its few sentences with it. */
const emergency = new Set(['emergency.json']);
/** The organisation, outside help, the year, mail: loaded beside the rest, each small enough for a module. */
const programme = new Set(['contacts.json', 'facts.json', 'governance.json', 'mail.json', 'notices.json', 'organisation.json', 'people.json', 'plan.json', 'programme.json', 'tasks.json']);
type Part = 'door' | 'rest' | 'programme' | 'emergency';
const part_of = (file: string): Part => (emergency.has(file) ? 'emergency' : door.has(file) ? 'door' : programme.has(file) ? 'programme' : 'rest');
const said_by_the_page = /^(web\.|assessment\.(rule|finding)\.|work\.finding\.)/;

export function read_catalogue(language: string, part?: Part): Record<string, string> {
  const all: Record<string, string> = {};
  for (const file of readdirSync(join(catalogue_folder, language)).sort()) {
    if (!file.endsWith('.json') || (part !== undefined && part !== part_of(file))) continue;
    const messages = JSON.parse(readFileSync(join(catalogue_folder, language, file), 'utf8')) as Record<string, string>;
    for (const [key, sentence] of Object.entries(messages)) {
      if (said_by_the_page.test(key)) all[key] = sentence;
    }
  }
  return all;
}

export function messages(): Plugin {
  const prefix = 'virtual:messages/';
  return {
    name: 'sonae-messages',
    resolveId(id) {
      return id.startsWith(prefix) ? `\0${id}` : undefined;
    },
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const [language, part] = id.slice(prefix.length + 1).split('/') as [string, Part];
      for (const file of readdirSync(join(catalogue_folder, language))) {
        this.addWatchFile(join(catalogue_folder, language, file));
      }
      return `export default ${JSON.stringify(read_catalogue(language, part))}`;
    },
  };
}
