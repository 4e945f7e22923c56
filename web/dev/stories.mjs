// Runs the browser stories against the test double: node dev/stories.mjs [story…]. ./test runs the same stories
// against the real server.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../tests/browser/', import.meta.url));
const accounts = fileURLToPath(new URL('../../build/mock-accounts.json', import.meta.url));
mkdirSync(fileURLToPath(new URL('../../build', import.meta.url)), { recursive: true });
const chosen = process.argv.slice(2);
// These need what only the server does.
const server_only = ['work-story.mjs'];
const stories = readdirSync(folder).filter((name) => /(story|first-start)\.mjs$/.test(name) && !server_only.includes(name) && (chosen.length === 0 || chosen.some((one) => name.startsWith(one))));

let failed = false;
for (const [index, name] of stories.entries()) {
  const port = 8820 + index;
  const setup = name === 'first-start.mjs';
  const server = spawn(process.execPath, [fileURLToPath(new URL('mock-server.mjs', import.meta.url)), '--port', String(port), '--credentials', accounts, ...(setup ? ['--setup'] : [])], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(server.stdout, 'data');
  const env = { ...process.env, SONAE_URL: `http://127.0.0.1:${port}`, SONAE_ACCOUNTS: accounts, ...(setup ? { SONAE_SETUP_TOKEN: 'first-token', SONAE_FACTOR_CODE: '123456' } : {}) };
  console.log(`== ${name}`);
  const [code] = await once(spawn(process.execPath, [folder + name], { env, stdio: 'inherit' }), 'exit');
  failed ||= code !== 0;
  server.kill();
}
process.exit(failed ? 1 : 0);
