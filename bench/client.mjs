// What the measuring programs share: a server of their own, requests, and the way numbers are taken.
import { spawn } from 'node:child_process';
import http from 'node:http';

export function percentile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = (values) => percentile(values, 0.5);

export async function timed(work) {
  const begin = performance.now();
  const answer = await work();
  return [performance.now() - begin, answer];
}

export const pause = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));

/// The name=value pairs that an answer sets.
export const cookieOf = (answer) => (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).filter((pair) => !pair.endsWith('=')).join('; ');

/// A server on a port of its own, for `arguments` as `sonae serve` takes them.
export class Server {
  constructor(binary, serveArguments) {
    this.binary = binary;
    this.port = 18800 + Math.floor(Math.random() * 1000);
    this.arguments = ['serve', '--port', String(this.port), '--requests-per-account', '0', '--heavy-per-account', '0', '--heavy-per-address', '0', ...serveArguments];
  }

  /// Milliseconds until the first answer.
  async start() {
    const begin = performance.now();
    this.child = spawn(this.binary, this.arguments, { stdio: ['ignore', 'ignore', 'ignore'] });
    for (;;) {
      try {
        if ((await this.call(undefined, 'GET', '/api/v1/session')).status === 200) return performance.now() - begin;
      } catch { await pause(2); }
      if (this.child.exitCode !== null) throw new Error('the server ended while starting');
    }
  }

  async stop() {
    const ended = new Promise((done) => this.child.on('exit', done));
    this.child.kill('SIGTERM');
    await ended;
  }

  /// `body`: a value to be sent as JSON, or a Buffer with its content-type among the headers.
  call(agent, method, url, { headers = {}, body } = {}) {
    return new Promise((resolve, reject) => {
      const raw = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
      const about = raw === undefined ? {} : { 'content-length': raw.length, ...(Buffer.isBuffer(body) ? {} : { 'content-type': 'application/json' }) };
      const request = http.request({ host: '127.0.0.1', port: this.port, method, path: url, agent, headers: { ...about, ...headers } }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(parts).toString() }));
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end(raw);
    });
  }

  async signIn(account) {
    const first = await this.call(undefined, 'GET', '/api/v1/session');
    const answer = await this.call(undefined, 'POST', '/api/v1/session', {
      headers: { cookie: cookieOf(first), 'x-csrf-token': JSON.parse(first.text).csrf },
      body: { login: account.login, password: account.password } });
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`);
    return { cookie: cookieOf(answer), 'x-csrf-token': JSON.parse(answer.text).csrf };
  }
}

/// Collects what was measured and prints it as one table.
export class Report {
  rows = [];
  failed = 0;

  add(what, value, target, good) {
    this.rows.push([what, value, target, good ? 'ok' : 'MISSED']);
    if (!good) this.failed += 1;
  }

  print() {
    const widths = [0, 1, 2, 3].map((column) => Math.max(...this.rows.map((row) => row[column].length)));
    for (const row of this.rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  '));
  }
}
