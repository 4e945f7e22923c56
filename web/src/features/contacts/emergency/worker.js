// Keeps the emergency page readable without a network: this page and the files it is made of, nothing else. Its scope is
// /emergency, so no other page of Sonae ever meets it; answers of the server are never kept here (docs/adr/0014).
// FILES and VERSION are filled in by the build (tools/emergency.ts).

const files = FILES;
const kept = `sonae-emergency-page-${VERSION}`;
const page = '/emergency';
const patience_ms = 4000;

self.addEventListener('install', (event) => {
  const fetch_all = async () => {
    const cache = await caches.open(kept);
    await cache.addAll([page, ...files].map((path) => new Request(path, { cache: 'reload', credentials: 'omit' })));
    await self.skipWaiting();
  };
  event.waitUntil(fetch_all());
});

self.addEventListener('activate', (event) => {
  const replace = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith('sonae-emergency-page-') && name !== kept).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(replace());
});

async function from_network_first(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patience_ms) });
    if (answer.ok) return answer;
  } catch {
    // No network, or none that answers in time: the copy below.
  }
  return (await caches.match(page, { cacheName: kept })) ?? Response.error();
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && url.pathname === page) event.respondWith(from_network_first(request));
  else if (files.includes(url.pathname)) event.respondWith(caches.match(url.pathname, { cacheName: kept }).then((copy) => copy ?? fetch(request)));
});
