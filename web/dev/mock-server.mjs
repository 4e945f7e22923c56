// A test double of the server: /api/v1 as the contract says, everything in memory, made data, no security worth the
// name. It exists so that the page's own tests can run without the real binary; never serve it beyond loopback.
//   node dev/mock-server.mjs [--port 8811] [--empty] [--setup] [--credentials FILE]

import { createServer } from 'node:http';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { factor_code, password, users } from './mock-data.mjs';
import { routes } from './mock-routes.mjs';
import { make_state } from './mock-state.mjs';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

const options = process.argv.slice(2);
const port = options.includes('--port') ? Number(options[options.indexOf('--port') + 1]) : 8811;
const state = make_state({ empty: options.includes('--empty'), setup: options.includes('--setup') });

if (options.includes('--credentials')) {
  const accounts = users.map((user) => ({ login: user.login, name: user.name, password, role: user.roles[0], department: user.department, totp_secret: user.factor ? 'JBSWY3DPEHPK3PXP' : null, totp_code: user.factor ? factor_code : undefined }));
  writeFileSync(options[options.indexOf('--credentials') + 1], JSON.stringify({ accounts }), { mode: 0o600 });
}

function serve_file(request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
  const wanted = join(dist, path);
  const file = wanted.startsWith(dist) && extname(path) !== '' && existsSync(wanted) ? wanted : join(dist, 'index.html');
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': policy, 'Cache-Control': file.includes('/assets/') ? 'max-age=31536000, immutable' : 'no-cache' });
  response.end(readFileSync(file));
}

async function body_of(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function send(response, reply) {
  const { status = 200, json, headers = {}, bytes } = reply;
  const text = json === undefined ? (bytes ?? '') : JSON.stringify(json);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers });
  response.end(text);
}

const server = createServer(async (request, response) => {
  if (!request.url.startsWith('/api/v1')) return serve_file(request, response);
  const url = new URL(request.url, 'http://x');
  const path = url.pathname.slice('/api/v1'.length);
  const body = await body_of(request);
  const cookie = /sonae=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
  const type = request.headers['content-type'] ?? '';
  const context = { state, request, query: url.searchParams, cookie, body, json: type.startsWith('application/json') && body.length > 0 ? JSON.parse(body.toString()) : {}, language: (request.headers['accept-language'] ?? 'ja').startsWith('en') ? 'en' : 'ja' };
  for (const [method, pattern, handle] of routes) {
    const found = pattern.exec(path);
    if (found === null || method !== request.method) continue;
    try {
      return send(response, (await handle(context, ...found.slice(1).map(decodeURIComponent))) ?? { status: 204 });
    } catch (problem) {
      if (problem.reply === undefined) console.error(problem);
      return send(response, problem.reply ?? { status: 500, json: { error: { code: 'error.internal', message: String(problem), request_id: 'r0', fields: [] } } });
    }
  }
  send(response, { status: 404, json: { error: { code: 'error.not_found', message: '見つかりません。', request_id: 'r0', fields: [] } } });
});
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
