// What this device keeps of the emergency page (docs/adr/0014): one copy seen with a session, which goes when the session
// goes, and one seen with the secret link of a card, which belongs to whoever holds the card and stays. Kept beside the
// page's own files, in the browser's cache storage; a browser without one (no TLS) keeps nothing.

export interface Copy<Page> {
  /** Of the secret link; null for the copy seen with a session. */
  token: string | null;
  page: Page;
}
export type Kind = 'own' | 'link';

const cache_name = 'sonae-emergency-copies';
/** Names of entries, no addresses: nothing answers there. */
const entry = (kind: Kind): string => `/emergency/copy/${kind}`;
const open = async (): Promise<Cache | null> => ('caches' in globalThis ? caches.open(cache_name).catch(() => null) : null);

export async function read_copy<Page>(kind: Kind): Promise<Copy<Page> | null> {
  const kept = await (await open())?.match(entry(kind));
  return kept === undefined ? null : ((await kept.json().catch(() => null)) as Copy<Page> | null);
}
export async function keep_copy<Page>(kind: Kind, copy: Copy<Page>): Promise<void> {
  // Without room the page still shows what it has just read.
  await (await open())?.put(entry(kind), new Response(JSON.stringify(copy))).catch(() => undefined);
}
export async function drop_copy(kind: Kind): Promise<void> {
  await (await open())?.delete(entry(kind));
}

/** Signing out clears the whole storage of the site; what `work` must not take is put back. True when something was. */
export async function keeping_link_copy(work: () => Promise<void>): Promise<boolean> {
  const kept = await read_copy('link');
  await work();
  await drop_copy('own');
  if (kept === null) return false;
  await keep_copy('link', kept);
  return true;
}

/** The emergency page registers its worker anew and comes back to the sign-in page: only it may register one. */
export const after_sign_out = '/emergency?after=sign-out';
