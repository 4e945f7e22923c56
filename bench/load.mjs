#!/usr/bin/env node
// Measures how the server bears many people at once, on SQLite: 300 departments, 5,000 people, five years of 153 items.
// usage: bench/load.mjs [path of the sonae binary] [--seconds 20] [--runs 5] [--only L1,L2,L5,L6]
//
// Open loop: requests leave at fixed times whether or not earlier ones have been answered, and a wait counts from the time at
// which the request was due. Every figure is the median of the runs; a run with an error or a lost request is void.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { Report, Server, median, pause, percentile } from './client.mjs';

const args = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = args.indexOf(name);
  return at >= 0 ? args.splice(at, 2)[1] : otherwise;
};
const seconds = Number(option('--seconds', '20'));
const runs = Number(option('--runs', '5'));
const only = option('--only', 'L1,L2,L5,L6').split(',');
const binary = args[0] ?? 'build/release/sonae';
const here = path.dirname(new URL(import.meta.url).pathname);
const folder = mkdtempSync(path.join(os.tmpdir(), 'sonae-load-'));
const data = path.join(folder, 'data');
const server = new Server(binary, ['--data', data]);
const report = new Report();
let people = [];
let company;
let password;
let errors = 0;
const problems = new Map();

function fault(what) {
  errors += 1;
  problems.set(what, (problems.get(what) ?? 0) + 1);
}

/// The company, made once; sessions get the token that their writing requests need.
async function prepare() {
  const credentials = path.join(folder, 'accounts.json');
  execFileSync(binary, ['demo', '--data', data, '--credentials', credentials], { stdio: ['ignore', 'ignore', 'pipe'] });
  const accounts = JSON.parse(readFileSync(credentials, 'utf8')).accounts.filter((account) => account.role === 'secretariat');
  const account = accounts.sort((a, b) => (a.login < b.login ? -1 : 1))[0];
  await server.start();
  await server.signIn(account);
  await server.stop();
  execFileSync('/usr/bin/python3', [path.join(here, 'load_data.py'), data, path.join(folder, 'company.json')], { stdio: 'inherit' });
  // Before anybody is connected: connections that idle for a minute are closed.
  if (only.includes('L5')) execFileSync('/usr/bin/python3', [path.join(here, 'load_workbooks.py'), folder]);
  company = JSON.parse(readFileSync(path.join(folder, 'company.json'), 'utf8'));
  password = account.password;
  await server.start();
  for (const session of company.sessions) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const headers = { cookie: `__Host-sonae=${session.cookie}` };
    const answer = await server.call(agent, 'GET', '/api/v1/session', { headers });
    const csrf = JSON.parse(answer.text).csrf;
    const person = { agent, role: session.role, headers: { ...headers, 'x-csrf-token': csrf }, answers: [] };
    const sheet = await server.call(agent, 'GET', `/api/v1/assessments/${company.sheets[0]}`, { headers });
    if (sheet.status !== 200) throw new Error(`sheet: ${sheet.status} ${sheet.text}`);
    person.answers = JSON.parse(sheet.text).answers.filter((answer) => answer.editable);
    people.push(person);
  }
}

async function save(person, number) {
  const seen = person.answers[number % person.answers.length];
  const answer = await server.call(person.agent, 'POST', `/api/v1/assessments/${company.sheets[0]}/edits`, {
    headers: person.headers,
    body: { key: crypto.randomUUID(), edits: [{ no: seen.no, version: seen.version, changes: [{ field: 'responder', from: seen.responder, to: `担当 ${number}` }] }] } });
  if (answer.status !== 200) return `save: ${answer.status}`;
  const result = JSON.parse(answer.text).results[0];
  if (result.answer) Object.assign(seen, result.answer);
  // Two people of one department may have the same cell in hand: a conflict is an answer, not an error.
  return ['saved', 'merged', 'conflict'].includes(result.state) ? '' : `save: ${result.state}`;
}

/// One action of a signed-in person: nine of ten read.
async function act(person, number) {
  if (number % 10 === 9 && person.answers.length > 0) return save(person, number);
  const sheet = `/api/v1/assessments/${company.sheets[number % company.sheets.length]}`;
  const url = [sheet, `${sheet}/changes?after=0&at=0`, '/api/v1/assessments', '/api/v1/session', `${sheet}/changes?after=999999999&at=1`][number % 5];
  const answer = await server.call(person.agent, 'GET', url, { headers: person.headers });
  return answer.status === 200 ? '' : `${url.replace(/[0-9a-f-]{36}/, ':id')}: ${answer.status}`;
}

/// Sends `work(i)` at `rate` a second for `length` seconds; waits in milliseconds, counted from when each was due.
async function openLoop(rate, length, work) {
  const waits = [];
  const pending = [];
  const begin = performance.now();
  const total = Math.round(rate * length);
  for (let i = 0; i < total; ++i) {
    const due = begin + (i * 1000) / rate;
    const early = due - performance.now();
    if (early > 0) await pause(early);
    pending.push(work(i).then((problem) => {
      if (problem) fault(problem);
      else waits.push(performance.now() - due);
    }, (problem) => fault(problem.code ?? problem.message)));
  }
  await Promise.all(pending);
  return waits;
}

const everybody = (rate = people.length / 10, length = seconds) => openLoop(rate, length, (i) => act(people[(i * 7) % people.length], i));
const milliseconds = (value) => `${value.toFixed(1)} ms`;

/// Runs `measure` until the wanted number of runs is there; each gives an object of numbers, the medians come back.
async function repeated(measure) {
  const results = [];
  const before = errors;
  for (let run = 0; run < runs; ++run) results.push(await measure());
  const names = Object.keys(results[0]);
  return { ...Object.fromEntries(names.map((name) => [name, median(results.map((result) => result[name]))])), errors: errors - before };
}

async function manyPeople() {
  const found = await repeated(async () => {
    const alone = await openLoop(10, Math.max(5, seconds / 4), (i) => act(people[10], i));
    const all = await everybody();
    return { alone: median(alone), p50: median(all), p99: percentile(all, 0.99) };
  });
  const about = `${people.length} people, one action in 10 s each`;
  report.add(`L1 ${about}: errors`, String(found.errors), '0', found.errors === 0);
  report.add('L1 p99 against p50', `${milliseconds(found.p99)} / ${milliseconds(found.p50)} = ${(found.p99 / found.p50).toFixed(1)} x`, '<= 5 x', found.p99 <= 5 * found.p50);
  report.add('L1 p50 against one person alone', `${milliseconds(found.p50)} / ${milliseconds(found.alone)} = ${(found.p50 / found.alone).toFixed(2)} x`, '<= 1.5 x', found.p50 <= 1.5 * found.alone);
}

async function manyWriters() {
  const writers = people.filter((person) => person.answers.length > 0).slice(3, 53);
  const found = await repeated(async () => {
    const waits = [];
    const worst = [];
    const end = performance.now() + (seconds / 2) * 1000;
    await Promise.all(writers.map(async (person, writer) => {
      const own = [];
      for (let i = 0; performance.now() < end; ++i) {
        const begin = performance.now();
        const problem = await save(person, writer * 10_000 + i).catch((trouble) => trouble.code ?? trouble.message);
        if (problem) fault(problem);
        if (i > 0) own.push(performance.now() - begin);
      }
      waits.push(...own);
      worst.push(Math.max(...own));
    }));
    return { p50: median(waits), p99: percentile(waits, 0.99), longest: Math.max(...worst) };
  });
  report.add(`L2 ${writers.length} writers at once: refused or failed`, String(found.errors), '0', found.errors === 0);
  report.add('L2 p99 against p50', `${milliseconds(found.p99)} / ${milliseconds(found.p50)} = ${(found.p99 / found.p50).toFixed(1)} x`, '<= 8 x', found.p99 <= 8 * found.p50);
  report.add('L2 longest wait against p50', `${milliseconds(found.longest)} = ${(found.longest / found.p50).toFixed(1)} x`, '<= 20 x', found.longest <= 20 * found.p50);
}

function form(file, bytes) {
  const frame = 'sonae-load';
  const head = `--${frame}\r\nContent-Disposition: form-data; name="file"; filename="${file}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return { headers: { 'content-type': `multipart/form-data; boundary=${frame}` }, body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${frame}--\r\n`)]) };
}

/// One upload after the other until `finished`; how many were answered as they should.
async function uploads(kind, wanted, finished) {
  const { headers, body } = form(`${kind}.xlsx`, readFileSync(path.join(folder, `${kind}.xlsx`)));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  let done = 0;
  while (!finished()) {
    const answer = await server.call(agent, 'POST', '/api/v1/workbooks', { headers: { ...people[0].headers, ...headers }, body });
    if (answer.status === wanted) done += 1;
    else if (answer.status !== 429) fault(`upload: ${answer.status} ${answer.text.slice(0, 200)}`);
    if (answer.status === 429) await pause(500);
  }
  agent.destroy();
  return done;
}

async function beside(name, what, others) {
  const found = await repeated(async () => {
    const quiet = await everybody();
    let over = false;
    const work = others(() => over);
    await pause(200);
    const busy = await everybody();
    over = true;
    return { quiet: percentile(quiet, 0.99), busy: percentile(busy, 0.99), done: await work };
  });
  report.add(`${name} ${what}: errors`, `${found.errors} (${found.done} done a run)`, '0', found.errors === 0 && found.done > 0);
  report.add(`${name} others' p99 against without`, `${milliseconds(found.busy)} / ${milliseconds(found.quiet)} = ${(found.busy / found.quiet).toFixed(2)} x`, '<= 2 x', found.busy <= 2 * found.quiet);
}

async function imports() {
  await beside('L5', 'an honest workbook of 30 MiB at a time', (finished) => uploads('honest', 201, finished));
  await beside('L5', 'a hostile workbook at a time', (finished) => uploads('hostile', 422, finished));
}

/// 200 in a minute: `rate` a second while the others go on.
async function signIns() {
  const rate = 200 / 60;
  let next = 0;
  await beside('L6', '200 sign-ins a minute', async (finished) => {
    let done = 0;
    const pending = [];
    const begin = performance.now();
    for (let i = 0; !finished(); ++i) {
      await pause(Math.max(0, begin + (i * 1000) / rate - performance.now()));
      const login = company.logins[next++ % company.logins.length];
      pending.push(server.signIn({ login, password }).then(() => { done += 1; }, (problem) => fault(problem.message.slice(0, 60))));
    }
    await Promise.all(pending);
    return done;
  });
}

try {
  await prepare();
  console.log(`${company.departments} departments, ${company.people} people, ${company.sheets.length} sheets of ${company.items} items; ${runs} runs of ${seconds} s\n`);
  await everybody(50, 3);
  for (const [name, measure] of [['L1', manyPeople], ['L2', manyWriters], ['L5', imports], ['L6', signIns]]) if (only.includes(name)) await measure();
  report.print();
  for (const [what, count] of problems) console.log(`error: ${count} x ${what}`);
  for (const person of people) person.agent.destroy();
  await server.stop();
} finally {
  server.child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = report.failed === 0 ? 0 : 1;
