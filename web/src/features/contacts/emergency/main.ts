// The emergency page: a page of its own beside the application, so that it opens without a session and without a
// network. It is the only page that registers a service worker, whose scope is this page alone.

import en from 'virtual:messages/en/emergency';
import ja from 'virtual:messages/ja/emergency';
import '../../../ui/tokens.css';
import './emergency.css';
import { local_date } from '../../../lib/dates.ts';
import { draw, type Say } from './draw.ts';
import { load, type Loaded } from './load.ts';

type Language = 'ja' | 'en';
const sentences: Record<Language, Record<string, string>> = { ja, en };
const root = document.getElementById('emergency')!;

const chosen = localStorage.getItem('sonae.language');
let language: Language = chosen === 'ja' || chosen === 'en' ? chosen : navigator.language.startsWith('ja') ? 'ja' : 'en';
let site = '';
let shown: Loaded | null = null;

const say: Say = (key, args = {}) => (sentences[language][key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => (name in args ? String(args[name]) : whole));

function show(): void {
  document.documentElement.lang = language;
  document.title = `${say('web.emergency.title')} | Sonae`;
  if (shown === null) return;
  draw(root, shown, {
    today: local_date(new Date()),
    language,
    say,
    onlanguage: (next) => {
      language = next;
      localStorage.setItem('sonae.language', next);
      show();
      root.querySelector<HTMLElement>(`button[lang=${next}]`)?.focus();
    },
    onsite: (next) => {
      site = next;
      void refresh(null);
    },
    onretry: () => void refresh(null),
  });
}

async function refresh(token: string | null): Promise<void> {
  shown = await load(token, site, language);
  show();
}

/** Only this address: the policy of the page lets nothing else become the address of a script. */
const worker_address = '/emergency-worker.js';
interface ScriptAddresses {
  createScriptURL: (address: string) => unknown;
}
interface PolicyMaker {
  createPolicy: (name: string, rules: { createScriptURL: (address: string) => string }) => ScriptAddresses;
}
async function keep_readable(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const maker = (window as { trustedTypes?: PolicyMaker }).trustedTypes;
  const policy = maker?.createPolicy('sonae-emergency', { createScriptURL: (address) => (address === worker_address ? address : '') });
  const address = policy === undefined ? worker_address : policy.createScriptURL(worker_address);
  await navigator.serviceWorker.register(address as string, { scope: '/emergency', updateViaCache: 'none' });
  await navigator.serviceWorker.ready;
}

async function start(): Promise<void> {
  if (new URLSearchParams(window.location.search).get('after') === 'sign-out') {
    await keep_readable().catch(() => undefined);
    window.location.replace('/sign-in');
    return;
  }
  // The secret goes out of the address at once: it is kept with its copy, not in the history.
  const token = /^#([0-9a-f-]{36}\.[\w-]{43})$/.exec(window.location.hash)?.[1] ?? null;
  if (window.location.hash !== '') history.replaceState(null, '', '/emergency');
  const ready = keep_readable().catch(() => undefined);
  await refresh(token);
  await ready;
  root.dataset['kept'] = 'true';
}
window.addEventListener('online', () => void refresh(null));
void start();
