// What the routes of settings/mail and of the list on paper answer (core/notices/api.cpp).

export type Security = 'starttls' | 'tls' | 'none';
export type Reason =
  | 'name' | 'unreachable' | 'timeout' | 'address' | 'certificate' | 'no_tls' | 'tls' | 'login' | 'greeting'
  | 'sender' | 'recipient' | 'message' | 'busy' | 'later' | 'cut' | 'stopped' | 'library';

/** What the server said; `reason` is "" when all is well. */
export interface Outcome {
  reason: Reason | '';
  code: number;
  reply: string;
}
export interface Tested extends Outcome {
  sent: boolean;
}
export interface ServerState extends Outcome {
  down_since: number | null;
  tries: number;
  next_try_at: number | null;
  last_sent_at: number | null;
}
export interface Undelivered extends Outcome {
  id: string;
  name: string;
  address: string;
  changed: boolean;
  subject: string;
  failed_at: number;
}
export interface MailSettings {
  source: 'none' | 'page' | 'installation';
  host: string;
  port: number;
  security: Security;
  user: string;
  has_password: boolean;
  sender_address: string;
  sender_name: string;
  reply_to: string;
  version: number;
  link_base: string;
  link_configured: boolean;
  state: ServerState;
  waiting: number;
  undelivered: Undelivered[];
}

export interface PaperPerson {
  user: string;
  name: string;
  employee_no: string;
  department: string;
  mail: string;
  why: 'no_server' | 'no_address' | 'bad_address';
  lines: { id: string; made_at: number; subject: string; text: string }[];
}
