// A session that ends while something is unsent closes the sheet. What was typed waits here, in memory only, until the
// same person opens the same sheet again; another person's sign-in throws it away.

import { session } from '../../lib/session.svelte.ts';
import type { CellChange } from './edit-queue.ts';

let kept: { assessment: string; user: string; changes: CellChange[] } | null = null;

export const current_user = (): string => session().user?.id ?? '';

export function leave_behind(assessment: string, user: string, changes: CellChange[]): void {
  kept = changes.length > 0 ? { assessment, user, changes } : null;
}

export function take_up(assessment: string): CellChange[] {
  const changes = kept?.assessment === assessment && kept.user === current_user() ? kept.changes : [];
  kept = null;
  return changes;
}
