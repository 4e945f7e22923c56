// The page's own small router over the History API. The path chooses the page; filters, sort and the selected row
// live in the query, so that every address can be shared and the browser's back button works.

export interface Location {
  path: string;
  query: URLSearchParams;
}

type Guard = () => boolean;

function read_location(): Location {
  return { path: window.location.pathname.replace(/\/+$/, '') || '/', query: new URLSearchParams(window.location.search) };
}

let here = $state.raw<Location>(read_location());
let guard: Guard | null = null;

export function location(): Location {
  return here;
}

/** While a guard is set, leaving the page asks it first; it answers whether the person may go. */
export function guard_leaving(next: Guard | null): void {
  guard = next;
}

export function navigate(to: string, options: { replace?: boolean } = {}): void {
  const target = new URL(to, window.location.origin);
  if (target.pathname !== window.location.pathname && guard !== null && !guard()) return;
  if (options.replace) history.replaceState(null, '', target);
  else history.pushState(null, '', target);
  here = read_location();
}

/** Changes some parameters of the query in place: no new history entry, no new page. */
export function set_query(changes: Record<string, string | null>): void {
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  history.replaceState(null, '', window.location.pathname + (text === '' ? '' : `?${text}`));
  here = read_location();
}

export function start_router(): void {
  window.addEventListener('popstate', () => {
    const next = read_location();
    if (next.path !== here.path && guard !== null && !guard()) {
      history.pushState(null, '', here.path);
      return;
    }
    here = next;
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== window.location.origin) return;
    if (link.pathname === window.location.pathname && link.hash !== '') return;
    event.preventDefault();
    navigate(link.href);
  });
}

/** "/sheet/:year/items/:no" against a path: the named parts, or null. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return null;
  const found: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = actual[index] ?? '';
    if (part.startsWith(':')) {
      if (value === '') return null;
      found[part.slice(1)] = decodeURIComponent(value);
    } else if (part !== value) {
      return null;
    }
  }
  return found;
}
