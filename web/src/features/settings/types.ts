// Answers of the server that only the settings pages use.

export interface Named {
  id: string;
  name: string;
}

/** GET /confirmations: what waits for a second person. */
export interface Confirmation {
  id: string;
  deed: 'password' | 'factor' | 'side';
  user: Named;
  roles: string[];
  reason: string;
  asked_by: Named;
  asked_at: number;
  ends_at: number;
  confirmers: string[];
  mine: boolean;
  may_confirm: boolean;
  may_withdraw: boolean;
}

/** GET /break-glass: access in an emergency. */
export interface BreakGlass {
  id: string;
  user: Named;
  reason: string;
  began_at: number;
  ends_at: number;
  ended_by: Named | null;
  active: boolean;
  mine: boolean;
}

/** GET /limits. */
export interface Limits {
  rates: { name: 'account' | 'account_heavy' | 'address_heavy'; per_minute: number; refused_since_start: number; refused_now: number; accounts: { user: string; route: string; times: number; seconds_ago: number }[] }[];
  quotas: { of: 'user' | 'department' | 'company'; bytes: number; files: number }[];
  disk: { free: number; total: number; low: boolean } | null;
}
