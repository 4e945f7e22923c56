// Who is signed in. Every change of the session goes through `adopt`, which also hands the CSRF token to the client
// and follows the person's language.

import type { Language, Session } from './api-types.ts';
import { del, get, on_signed_out, on_stale_token, use_csrf } from './api.ts';
import { after_sign_out, keeping_link_copy } from './emergency-copies.ts';
import { has_all_sentences, language, load_language } from './messages.svelte.ts';

let current = $state.raw<Session | null>(null);
let ended = $state(false);
let skew = 0;

export function session(): Session {
  if (current === null) throw new Error('the session is read before it is loaded');
  return current;
}
export function has_session(): boolean {
  return current !== null;
}
/** True after a request found the session ended by time or from elsewhere; the sign-in page says so. */
export function session_ended(): boolean {
  return ended;
}

export function may(permission: string | null): boolean {
  return permission === null || (current?.user?.permissions.includes(permission) ?? false);
}
export function is_auditor(): boolean {
  return current?.user?.side === 'audit';
}

export async function adopt(next: Session): Promise<void> {
  use_csrf(next.csrf);
  const whole = next.state === 'signed_in';
  if (language() !== next.language || (whole && !has_all_sentences())) await load_language(next.language, whole);
  if (next.state === 'signed_in') ended = false;
  skew = next.now - Date.now();
  current = next;
}

/** Milliseconds since 1970 by the server's clock, which decides; the browser's may be wrong. */
export function server_now(): number {
  return Date.now() + skew;
}

/** Before anybody signs in, the browser's language decides; a choice made on the sign-in page wins over it. */
function preferred_language(): Language {
  const chosen = localStorage.getItem('sonae.language');
  return chosen === 'ja' || chosen === 'en' ? chosen : navigator.language.startsWith('ja') ? 'ja' : 'en';
}

/** Throws Refusal when the server cannot be reached; the sentences to say so are loaded by then. */
export async function load_session(): Promise<void> {
  if (!has_session()) await load_language(preferred_language());
  const next = await get<Session>('/session');
  await adopt(next.user === null ? { ...next, language: preferred_language() } : next);
}

export async function sign_out(): Promise<void> {
  // The emergency page of a card belongs to whoever holds the card, and stays (docs/adr/0014).
  if (await keeping_link_copy(() => del('/session'))) window.location.assign(after_sign_out);
  else await load_session();
}

on_signed_out(() => {
  if (current?.state !== 'signed_in') return;
  ended = true;
  void load_session();
});

on_stale_token(async () => {
  const next = await get<Session>('/session');
  const same = next.state === current?.state && next.user?.id === current?.user?.id;
  if (same) use_csrf(next.csrf);
  else {
    ended = current?.state === 'signed_in';
    await adopt(next.user === null ? { ...next, language: language() } : next);
  }
  return same;
});
