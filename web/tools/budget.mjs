// Fails when the built page is heavier than it may be. First load = what /sign-in and the frame need in one language:
// the entry script, what it imports statically, and the heavier message catalogue.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const first_script = 60_000;
const first_style = 10_000;
const page_chunk = 25_000;
// Every sentence behind the door in one language: loaded once after the sign-in, beside the first page.
const sentences = 45_000;

const assets = fileURLToPath(new URL('../dist/assets', import.meta.url));
const index = readFileSync(fileURLToPath(new URL('../dist/index.html', import.meta.url)), 'utf8');
const size = (name) => gzipSync(readFileSync(join(assets, name)), { level: 9 }).length;
const names = readdirSync(assets);
const scripts = names.filter((name) => name.endsWith('.js'));

function static_imports(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(join(assets, name), 'utf8');
  for (const match of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) static_imports(match[1], seen);
  return seen;
}

const entry = [...index.matchAll(/src="\/assets\/([^"]+\.js)"/g)].map((match) => match[1]);
const first = new Set(entry.flatMap((name) => [...static_imports(name)]));
const catalogues = scripts.filter((name) => name.startsWith('door-'));
if (catalogues.length !== 2) throw new Error(`two catalogues of the door expected, found: ${catalogues}`);
const script = [...first].reduce((sum, name) => sum + size(name), 0) + Math.max(0, ...catalogues.map(size));
const style = [...index.matchAll(/href="\/assets\/([^"]+\.css)"/g)].reduce((sum, match) => sum + size(match[1]), 0);

const failures = [];
const say = (what, bytes, limit) => {
  console.log(`${what.padEnd(44)} ${String(bytes).padStart(7)} / ${limit} bytes gzip`);
  if (bytes > limit) failures.push(what);
};
say('first load, script (with one language)', script, first_script);
say('first load, style', style, first_style);
for (const name of scripts) {
  if (first.has(name) || catalogues.includes(name)) continue;
  if (name.startsWith('rest-')) say(`sentences ${name}`, size(name), sentences);
  else say(`page ${name}`, size(name), page_chunk);
}
if (/<(script|style)(?![^>]*src=)[^>]*>[^<]/.test(index) || /\sstyle="/.test(index)) failures.push('inline script or style in index.html');
if (failures.length > 0) {
  console.error(`over the budget: ${failures.join(', ')}`);
  process.exit(1);
}
