#!/usr/bin/env node
// Measures the running server on ten times the demo company's sheets and prints one table: start, memory, reading the
// sheet, saving one answer, many writers, many readers.
// usage: bench/server.mjs [path of the sonae binary] [--database postgresql://…]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { Report, Server, percentile, timed } from './client.mjs';

const args = process.argv.slice(2);
const databaseAt = args.indexOf('--database');
const database = databaseAt >= 0 ? args.splice(databaseAt, 2) : [];
const binary = args[0] ?? 'build/release/sonae';
const folder = mkdtempSync(path.join(os.tmpdir(), 'sonae-bench-'));
const data = path.join(folder, 'data');
const credentials = path.join(folder, 'accounts.json');
const server = new Server(binary, ['--data', data, ...database]);
const result = new Report();
const report = (...row) => result.add(...row);
const call = (...request) => server.call(...request);

function memoryMegabytes() {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]) / 1024;
}

async function main() {
  execFileSync(binary, ['demo', '--data', data, '--credentials', credentials, ...database]);
  const accounts = JSON.parse(readFileSync(credentials, 'utf8')).accounts;
  await server.start();
  let headers = await server.signIn(accounts.find((account) => account.role === 'secretariat'));
  const one = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let year = 2000; year < 2018; ++year) {
    const made = await call(one, 'POST', '/api/v1/assessments', {
      headers, body: { workbook: null, framework: { id: 'jama-japia', version: '2.3' }, fiscal_year: year, title: `${year}` } });
    if (made.status !== 201) throw new Error(`more data: ${made.status} ${made.text}`);
  }
  const departments = JSON.parse((await call(one, 'GET', '/api/v1/departments', { headers })).text).departments;
  for (let n = 0; n < 200; ++n) {
    const owner = n % 2 === 0 ? null : { kind: 'department', id: departments[n % departments.length].id };
    const made = await call(one, 'POST', '/api/v1/tasks', {
      headers, body: { title: `測定の仕事 ${n}`, due: `2026-${String(1 + (n % 12)).padStart(2, '0')}-15`, owner, harm: 'medium' } });
    if (made.status !== 200) throw new Error(`more tasks: ${made.status} ${made.text}`);
  }
  await server.stop();
  // PostgreSQL counts its tables within a minute of such changes; what is measured is an installation older than that.
  if (database.length > 0) execFileSync('psql', ['-qc', 'analyze', database[1]]);

  const starts = [];
  for (let i = 0; i < 5; ++i) {
    starts.push(await server.start());
    if (i < 4) await server.stop();
  }
  report('start to first answer, median of 5', `${percentile(starts, 0.5).toFixed(0)} ms`, '<= 150 ms', percentile(starts, 0.5) <= 150);

  headers = await server.signIn(accounts.find((account) => account.role === 'secretariat'));
  const list = JSON.parse((await call(one, 'GET', '/api/v1/assessments', { headers })).text).assessments;
  const sheet = `/api/v1/assessments/${list.find((entry) => entry.fiscal_year >= 2026).id}`;

  const reads = [];
  for (let i = 0; i < 400; ++i) {
    const [time, answer] = await timed(() => call(one, 'GET', sheet, { headers }));
    if (answer.status !== 200) throw new Error(`sheet: ${answer.status}`);
    if (i >= 50) reads.push(time);
  }
  report('sheet of 153 items by API, p50', `${percentile(reads, 0.5).toFixed(2)} ms`, '<= 3 ms', percentile(reads, 0.5) <= 3);

  // What the page 今日やること asks for, one after the other.
  const todays = [];
  for (let i = 0; i < 250; ++i) {
    let time = 0;
    for (const part of ['/api/v1/today', '/api/v1/tasks/mine']) {
      const [took, answer] = await timed(() => call(one, 'GET', part, { headers }));
      if (answer.status !== 200) throw new Error(`${part}: ${answer.status}`);
      time += took;
    }
    if (i >= 50) todays.push(time);
  }
  report("today's page by API (sheet, 200 more tasks), p50", `${percentile(todays, 0.5).toFixed(2)} ms`, '<= 20 ms', percentile(todays, 0.5) <= 20);

  const answers = JSON.parse((await call(one, 'GET', sheet, { headers })).text).answers;
  const state = new Map(answers.map((answer) => [answer.no, answer]));
  async function save(agent, no, text) {
    const seen = state.get(no);
    const [time, answer] = await timed(() => call(agent, 'POST', `${sheet}/edits`, {
      headers, body: { key: crypto.randomUUID(), edits: [{ no, version: seen.version, changes: [{ field: 'basis', from: seen.basis, to: text }] }] } }));
    if (answer.status !== 200) return [time, false];
    const result = JSON.parse(answer.text).results[0];
    state.set(no, result.answer);
    return [time, result.state === 'saved' || result.state === 'merged'];
  }
  const saves = [];
  for (let i = 0; i < 250; ++i) {
    const [time, good] = await save(one, 1 + (i % 150), `保存の測定 ${i}`);
    if (!good) throw new Error('a save was refused');
    if (i >= 30) saves.push(time);
  }
  report('one answer saved (durable, with trail), p50', `${percentile(saves, 0.5).toFixed(2)} ms`, '<= 5 ms', percentile(saves, 0.5) <= 5);

  const many = [];
  let refused = 0;
  await Promise.all(Array.from({ length: 50 }, async (_, writer) => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = 0; i < 20; ++i) {
      const [time, good] = await save(agent, writer + 1, `書き手 ${writer} の ${i} 回目`);
      if (good) { if (i > 0) many.push(time); } else refused += 1;
    }
    agent.destroy();
  }));
  const p50 = percentile(many, 0.5);
  const p99 = percentile(many, 0.99);
  report('50 writers, p50 / p99 / refused', `${p50.toFixed(1)} / ${p99.toFixed(1)} ms / ${refused}`, 'p99 <= 5 x p50, 0 refused', p99 <= 5 * p50 && refused === 0);

  let errors = 0;
  const [readersTime] = await timed(() => Promise.all(Array.from({ length: 500 }, async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = 0; i < 20; ++i) {
      try {
        const answer = await call(agent, 'GET', `${sheet}/changes?after=999999&at=0`, { headers });
        if (answer.status !== 200) errors += 1;
      } catch { errors += 1; }
    }
    agent.destroy();
  })));
  report('500 keep-alive readers, 10,000 requests', `${errors} errors, ${(10000 / readersTime * 1000).toFixed(0)}/s`, '0 errors', errors === 0);
  report('resident after 10,000 requests', `${memoryMegabytes().toFixed(1)} MB`, '<= 60 MB', memoryMegabytes() <= 60);
  one.destroy();
  await server.stop();
}

try {
  await main();
  result.print();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = result.failed === 0 ? 0 : 1;
