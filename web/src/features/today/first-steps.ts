// From an empty company to a person who can take a check sheet in: what is done is read from what there is.

import type { Department, User } from '../../lib/api-types.ts';
import type { WebKey } from '../../lib/messages.svelte.ts';

export interface FirstStep {
  title: WebKey;
  text: WebKey;
  button: WebKey;
  href: string | null;
  done: boolean;
}

export function first_steps(departments: readonly Department[], users: readonly User[]): FirstStep[] {
  const secretariat = users.filter((user) => !user.disabled && user.roles.includes('secretariat'));
  return [
    { title: 'web.first.departments', text: 'web.first.departments_text', button: 'web.first.departments_button', href: '/settings/departments', done: departments.length > 0 },
    { title: 'web.first.secretariat', text: 'web.first.secretariat_text', button: 'web.first.secretariat_button', href: '/settings/users?new=secretariat', done: secretariat.length > 0 },
    { title: 'web.first.hand_over', text: 'web.first.hand_over_text', button: 'web.first.hand_over', href: null, done: secretariat.some((user) => user.last_sign_in_at !== null) },
  ];
}
