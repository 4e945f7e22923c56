// The page's sentences: complete in both languages, all used, none missing, the dynamic ones too.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { read_catalogue } from './messages.ts';

const source = fileURLToPath(new URL('../src', import.meta.url));
const text = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(svelte|ts)$/.test(path) && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(join(source, path), 'utf8'))
  .join('\n');
const read = (language: string): Record<string, string> => Object.fromEntries(Object.entries(read_catalogue(language)).filter(([key]) => key.startsWith('web.')));
const ja = read('ja');
const en = read('en');
const codes = new Set(['web.offline', 'web.failed']);
const used = new Set([...text.matchAll(/'(web\.[a-z0-9_.]+)'/g)].map((match) => match[1]!).filter((key) => !codes.has(key)));
const families = [...text.matchAll(/`(web\.[a-z_.]+[._])\$\{/g)].map((match) => match[1]!);
const placeholders = (sentence: string): string[] => [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))].sort();

describe('the catalogue of the page', () => {
  it('holds every sentence the page says', () => expect([...used].filter((key) => !(key in ja) || !(key in en))).toEqual([]));
  it('holds nothing the page does not say', () => expect(Object.keys(ja).filter((key) => !used.has(key) && !families.some((family) => key.startsWith(family)))).toEqual([]));
  it('is the same in both languages', () => expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort()));
  it('takes the same arguments in both languages', () => {
    expect(Object.keys(ja).filter((key) => placeholders(ja[key]!).join() !== placeholders(en[key] ?? '').join())).toEqual([]);
  });
});
