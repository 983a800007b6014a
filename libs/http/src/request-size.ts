import type { FastifyInstance } from 'fastify';
import { invalidField } from '@tandem/kernel';
import { HttpRefusal } from './http-refusal.js';

/** A search of 200 characters takes 2,400 bytes in percent signs, a cursor 1,400 more. */
const MOST_URL = 8 * 1024;
const MOST_PARAMETERS = 64;

function parametersOf(url: string): number {
  let count = 1;
  const start = url.indexOf('?');
  if (start === -1) return 0;
  for (let at = url.indexOf('&', start); at !== -1; at = url.indexOf('&', at + 1)) count += 1;
  return count;
}

/** Refuses an address that is longer, or names more parameters, than any of ours needs. Headers are bounded by Node: 16 KiB of all. */
export function addUrlLimits(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const url = request.raw.url ?? '/';
    if (url.length > MOST_URL) {
      done(new HttpRefusal('uri_too_long', 414, `The URL is longer than ${MOST_URL} characters.`));
    } else if (parametersOf(url) > MOST_PARAMETERS) {
      done(invalidField('query', `has more than ${MOST_PARAMETERS} parameters`));
    } else done();
  });
}
