// The service worker of the emergency page: its list of files is written from what the build really made.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const source = fileURLToPath(new URL('../src/features/contacts/emergency/worker.js', import.meta.url));

interface Chunk {
  type: string;
  fileName: string;
  isEntry?: boolean;
  facadeModuleId?: string | null;
  imports?: string[];
  dynamicImports?: string[];
  viteMetadata?: { importedCss?: Set<string> };
}

/** Everything the entry needs before it can draw: scripts and styles, by address, in a fixed order. */
export function files_of(bundle: Record<string, Chunk>): string[] {
  const entry = Object.values(bundle).find((chunk) => chunk.isEntry === true && chunk.facadeModuleId?.endsWith('emergency.html'));
  if (entry === undefined) throw new Error('the build has no entry for emergency.html');
  const found = new Set<string>();
  const visit = (name: string): void => {
    const chunk = bundle[name];
    if (chunk === undefined || found.has(name)) return;
    if ((chunk.dynamicImports ?? []).length > 0) throw new Error(`${name} loads parts later: they would be missing without a network`);
    found.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
    for (const next of chunk.imports ?? []) visit(next);
  };
  visit(entry.fileName);
  return [...found, 'icon.svg'].map((name) => `/${name}`).sort();
}

export function write_worker(text: string, files: readonly string[]): string {
  const version = createHash('sha256').update(text).update(JSON.stringify(files)).digest('hex').slice(0, 16);
  return text.replace('FILES;', `${JSON.stringify(files)};`).replace('${VERSION}', version);
}

export function emergency_worker(): Plugin {
  return {
    name: 'sonae-emergency-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = files_of(bundle as unknown as Record<string, Chunk>);
      this.emitFile({ type: 'asset', fileName: 'emergency-worker.js', source: write_worker(readFileSync(source, 'utf8'), files) });
    },
  };
}
