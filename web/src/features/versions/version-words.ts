// How a version is called beside others: its name, which wording of it, and where it is used.

import { t } from '../../lib/messages.svelte.ts';
import { version_name } from './compare.ts';
import type { VersionEntry } from './types.ts';

export function version_words(version: VersionEntry): string {
  return version_name(version) + (version.variant > 0 ? t('web.compare.variant', { n: version.variant + 1 }) : '');
}
export function version_choice(version: VersionEntry): string {
  const name = version_words(version);
  if (version.source === 'pack') return t('web.compare.pack', { name, items: version.items });
  return version.fiscal_years.length === 0 ? name : t('web.compare.used', { name, years: version.fiscal_years.join('・') });
}
