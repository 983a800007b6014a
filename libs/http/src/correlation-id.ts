import { randomUUID } from 'node:crypto';

/** What fits a header, and can neither end a log line nor leave a SQL setting. */
const SANE = /^[A-Za-z0-9._:/+=@-]{1,128}$/;

/** The caller's own id when it is a sane one, else a new one. */
export function correlationIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID();
}
