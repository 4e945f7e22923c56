import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { files_of, write_worker } from './emergency.ts';

const entry = { type: 'chunk', fileName: 'assets/emergency-1.js', isEntry: true, facadeModuleId: '/web/emergency.html', imports: ['assets/shared-2.js'], viteMetadata: { importedCss: new Set(['assets/emergency-3.css']) } };
const shared = { type: 'chunk', fileName: 'assets/shared-2.js', imports: [], viteMetadata: { importedCss: new Set(['assets/tokens-4.css']) } };
const other = { type: 'chunk', fileName: 'assets/index-5.js', isEntry: true, facadeModuleId: '/web/index.html', imports: ['assets/shared-2.js'] };
const bundle = { [entry.fileName]: entry, [shared.fileName]: shared, [other.fileName]: other };

describe('the worker of the emergency page', () => {
  it('keeps what the page is made of and nothing of the application', () => {
    expect(files_of(bundle)).toEqual(['/assets/emergency-1.js', '/assets/emergency-3.css', '/assets/shared-2.js', '/assets/tokens-4.css', '/icon.svg']);
  });
  it('refuses a page that loads parts later', () => expect(() => files_of({ ...bundle, [entry.fileName]: { ...entry, dynamicImports: ['assets/late.js'] } })).toThrow(/late|later/));
  it('has another version when a file changes, and no place left open', () => {
    const text = readFileSync(fileURLToPath(new URL('../src/features/contacts/emergency/worker.js', import.meta.url)), 'utf8');
    const one = write_worker(text, ['/a.js']);
    expect(one).not.toBe(write_worker(text, ['/b.js']));
    expect(one).toContain('const files = ["/a.js"];');
    expect(one).toMatch(/sonae-emergency-page-[0-9a-f]{16}`/);
  });
});
