import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../common/refusal.ts';

export type Form = Record<string, string>;

/** G2A PAY speaks forms, as browsers do; of a field given twice the last one counts, as in PHP. */
export function addFormParser(server: FastifyInstance): void {
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}

export function formOf(body: unknown, required: readonly string[]): Form {
  const form = (typeof body === 'object' && body !== null ? body : {}) as Form;
  const missing = required.filter((name) => typeof form[name] !== 'string' || form[name] === '');
  if (missing.length > 0) {
    throw new Refusal(400, 'BR02', `Missing or empty: ${missing.join(', ')}`);
  }
  return form;
}
