import { say } from './messages.svelte.ts';

export const operation_roles = ['administrator', 'ciso', 'secretariat', 'committee', 'manager', 'employee'] as const;
export const audit_roles = ['auditor'] as const;

export function role_word(role: string): string {
  return say(`web.role.${role}`);
}
