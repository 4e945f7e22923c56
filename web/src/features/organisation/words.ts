import { say, t } from '../../lib/messages.svelte.ts';
import type { Capacity, Office } from './types.ts';

export function office_word(office: Office, capacity: Capacity): string {
  const word = say(`web.organisation.office.${office}`);
  return capacity === 'holder' ? word : t('web.organisation.deputy_of', { office: word });
}
