// Where the emergency page gets what it shows: from the server while it answers, else from the copy on this device.
// What the server refuses is forgotten; what it does not answer is not.

import { drop_copy, keep_copy, read_copy } from '../../../lib/emergency-copies.ts';
import type { EmergencyPage } from './types.ts';

export type Loaded =
  | { state: 'now'; page: EmergencyPage }
  | { state: 'copy'; page: EmergencyPage }
  | { state: 'no_copy' }
  | { state: 'sign_in' }
  | { state: 'refused'; message: string };

/** The server's answer, its refusal in words, or null when it did not answer in time or is busy. */
export type Answer = { page: EmergencyPage } | { code: string; message: string } | null;
export type Ask = (token: string | null, site: string, language: string) => Promise<Answer>;

const patience_ms = 5_000;

export const ask_server: Ask = async (token, site, language) => {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language };
  if (token !== null) headers['X-Sonae-Card'] = token;
  const path = token === null ? `/api/v1/emergency?site=${encodeURIComponent(site)}` : '/api/v1/emergency/card';
  try {
    const response = await fetch(path, { headers, credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout(patience_ms) });
    if (response.ok) return { page: (await response.json()) as EmergencyPage };
    if (response.status === 429 || response.status >= 500) return null;
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    return { code: error.code, message: error.message };
  } catch {
    return null;
  }
};

async function copy_of_any(): Promise<Loaded> {
  const copy = (await read_copy<EmergencyPage>('link')) ?? (await read_copy<EmergencyPage>('own'));
  return copy === null ? { state: 'no_copy' } : { state: 'copy', page: copy.page };
}

async function by_link(token: string, site: string, language: string, ask: Ask): Promise<Loaded> {
  const answer = await ask(token, site, language);
  if (answer === null) return copy_of_any();
  if ('page' in answer) {
    await keep_copy('link', { token, page: answer.page });
    return { state: 'now', page: answer.page };
  }
  await drop_copy('link');
  return { state: 'refused', message: answer.message };
}

async function by_session(site: string, language: string, ask: Ask): Promise<Loaded> {
  const answer = await ask(null, site, language);
  if (answer === null) return copy_of_any();
  if ('page' in answer) {
    await keep_copy('own', { token: null, page: answer.page });
    return { state: 'now', page: answer.page };
  }
  await drop_copy('own');
  return answer.code === 'session.required' ? { state: 'sign_in' } : { state: 'refused', message: answer.message };
}

/** `fresh_token`: of a link that was just opened; otherwise the one that this device has kept, if any. */
export async function load(fresh_token: string | null, site: string, language: string, ask: Ask = ask_server): Promise<Loaded> {
  const token = fresh_token ?? (await read_copy<EmergencyPage>('link'))?.token ?? null;
  if (token === null) return by_session(site, language, ask);
  const linked = await by_link(token, site, language, ask);
  if (linked.state !== 'refused') return linked;
  // A revoked card does not lock out whoever has signed in here.
  const own = await by_session(site, language, ask);
  return own.state === 'now' ? own : linked;
}
