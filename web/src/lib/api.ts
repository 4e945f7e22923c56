// The one way the page talks to the server: JSON over fetch, the CSRF token attached, every refusal a Refusal.
// Promise: a call either returns the parsed body or throws Refusal; `status` 0 means the server was not reached.

import type { ErrorBody, FieldError } from './api-types.ts';

export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: FieldError[];
  readonly request_id: string;
  readonly retry_after: number | null;

  constructor(status: number, body: Partial<ErrorBody> | null, retry_after: number | null = null) {
    super(body?.message ?? '');
    this.status = status;
    this.code = body?.code ?? (status === 0 ? 'web.offline' : 'web.failed');
    this.fields = body?.fields ?? [];
    this.request_id = body?.request_id ?? '';
    this.retry_after = retry_after;
  }
}

let csrf = '';
let language = 'ja';
let when_signed_out: () => void = () => {};
let renew_token: () => Promise<boolean> = async () => false;

export function use_csrf(token: string): void {
  csrf = token;
}
export function use_language(code: string): void {
  language = code;
}
/** Called when a request finds that the session has ended meanwhile (401 outside the sign-in routes). */
export function on_signed_out(hook: () => void): void {
  when_signed_out = hook;
}

/** Called when the CSRF token is no longer the session's; answers whether the same person is still signed in. */
export function on_stale_token(hook: () => Promise<boolean>): void {
  renew_token = hook;
}

/** Tries once more with a fresh token: signing in again in another tab must not cost anybody their input. */
async function with_fresh_token<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (refused) {
    if (!(refused instanceof Refusal) || refused.code !== 'session.csrf') throw refused;
    if (await renew_token()) return attempt();
    throw new Refusal(401, { code: 'session.required', message: refused.message, request_id: refused.request_id });
  }
}

/** Asks by itself, not by a person: the server does not count it as use of the session (it ends when nobody is there). */
export const background = { 'X-Sonae-Background': '1' };

/** Keys of requests that got no answer: whoever asks for the same again is still asking the first time. */
const unanswered = new Map<string, string>();
const waits_ms = [400, 1_500, 4_000];
const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

// randomUUID is missing where the page was reached without TLS.
const new_key = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

function lost(problem: unknown): boolean {
  return problem instanceof Refusal && (problem.status === 0 || problem.code === 'error.repeat.under_way');
}

/** Sends with an Idempotency-Key, and again with the same one while no answer comes back. */
export async function once_only<T>(what: string, send: (more: Record<string, string>) => Promise<T>): Promise<T> {
  const key = unanswered.get(what) ?? new_key();
  unanswered.set(what, key);
  for (let tried = 0; ; tried++) {
    try {
      const answer = await send({ 'Idempotency-Key': key });
      unanswered.delete(what);
      return answer;
    } catch (problem) {
      if (!lost(problem)) unanswered.delete(what);
      const wait = waits_ms[tried];
      if (!lost(problem) || wait === undefined) throw problem;
      await rest(wait);
    }
  }
}

function headers(method: string, json: boolean, more: Record<string, string> = {}): Record<string, string> {
  const all: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language, ...more };
  if (method !== 'GET') all['X-CSRF-Token'] = csrf;
  if (json) all['Content-Type'] = 'application/json';
  return all;
}

function refusal_of(status: number, text: string, retry: string | null): Refusal {
  let body: Partial<ErrorBody> | null = null;
  try {
    body = (JSON.parse(text) as { error?: ErrorBody }).error ?? null;
  } catch {
    body = null;
  }
  const refusal = new Refusal(status, body, retry === null ? null : Number(retry));
  if (refusal.code === 'session.required') when_signed_out();
  return refusal;
}

export function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal, more?: Record<string, string>): Promise<T> {
  return with_fresh_token(() => call_once<T>(method, path, body, signal, more));
}

async function call_once<T>(method: string, path: string, body: unknown, signal: AbortSignal | undefined, more: Record<string, string> | undefined): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: headers(method, body !== undefined, more),
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: signal ?? null,
    });
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === 'AbortError') throw problem;
    throw new Refusal(0, null);
  }
  if (response.status === 204) return undefined as T;
  const text = await response.text().catch(() => '');
  if (!response.ok) throw refusal_of(response.status, text, response.headers.get('Retry-After'));
  return JSON.parse(text) as T;
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>('GET', path, undefined, signal);
export const poll = <T>(path: string): Promise<T> => call<T>('GET', path, undefined, undefined, background);
/** A post that creates: when its answer is lost on the way it is sent again, and the server creates nothing twice. */
export const post = <T>(path: string, body: unknown = {}): Promise<T> => once_only(`${path} ${JSON.stringify(body)}`, (more) => call<T>('POST', path, body, undefined, more));
/** A post whose body itself says what was sent before (edits), or whose answer opens a session. */
export const post_as_is = <T>(path: string, body: unknown = {}): Promise<T> => call<T>('POST', path, body);
export const put = <T>(path: string, body: unknown = {}): Promise<T> => call<T>('PUT', path, body);
export const patch = <T>(path: string, body: unknown): Promise<T> => call<T>('PATCH', path, body);
export const del = <T = void>(path: string): Promise<T> => call<T>('DELETE', path);

/** Sends one file as multipart/form-data, and beside it `options` as JSON where the route takes some; fetch cannot
    report the progress of an upload, XMLHttpRequest can. */
export function upload<T>(path: string, file: File, progress: (sent: number, total: number) => void, options?: object): Promise<T> {
  const what = `${path} ${file.name} ${file.size} ${file.lastModified} ${JSON.stringify(options ?? null)}`;
  return once_only(what, (more) => with_fresh_token(() => upload_once<T>(path, file, progress, options, more)));
}

function upload_once<T>(path: string, file: File, progress: (sent: number, total: number) => void, options: object | undefined, more: Record<string, string>): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}`);
    for (const [name, value] of Object.entries(headers('POST', false, more))) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => progress(event.loaded, event.lengthComputable ? event.total : file.size);
    request.onerror = () => reject(new Refusal(0, null));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(refusal_of(request.status, request.responseText, request.getResponseHeader('Retry-After')));
    };
    const form = new FormData();
    if (options !== undefined) form.append('options', new Blob([JSON.stringify(options)], { type: 'application/json' }), 'options.json');
    form.append('file', file, file.name);
    request.send(form);
  });
}

/** Fetches an attachment and hands it to the browser's own download, so that a refusal can be shown in words. */
export async function download(path: string, fallback_name: string, body?: object): Promise<void> {
  let response: Response;
  const method = body === undefined ? 'GET' : 'POST';
  try {
    response = await fetch(`/api/v1${path}`, { method, headers: headers(method, body !== undefined), body: body === undefined ? null : JSON.stringify(body), credentials: 'same-origin', cache: 'no-store' });
  } catch {
    throw new Refusal(0, null);
  }
  if (!response.ok) throw refusal_of(response.status, await response.text(), response.headers.get('Retry-After'));
  const disposition = response.headers.get('Content-Disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="([^"]*)"/i.exec(disposition)?.[1];
  save_blob(await response.blob(), encoded !== undefined ? decodeURIComponent(encoded) : (plain ?? fallback_name));
}

export function save_blob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
