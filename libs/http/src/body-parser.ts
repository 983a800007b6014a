import type { FastifyInstance, FastifyRequest } from 'fastify';
import { acceptsMultipart, addBodyLimits, excessOf, keepsRaw, shapeOf } from './body-limits.js';
import { DomainError, invalidField } from '@tandem/kernel';
import { HttpRefusal } from './http-refusal.js';

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)"?/i;

const RAW = Symbol('tandem:raw-body');
type Carrier = { [RAW]?: Uint8Array };

/** The bytes of a JSON body on a route that is a `SignedBody`; none when nothing was sent. */
export function rawBody(request: FastifyRequest): Uint8Array {
  return (request as Carrier)[RAW] ?? new Uint8Array();
}

function unsupported(detail: string): DomainError {
  return new DomainError('unsupported_media_type', 'unsupported', detail);
}

/**
 * The text of a body. A byte order mark at its start is dropped.
 * @throws DomainError 415 when another character set than UTF-8 is declared, 400 when the bytes are no UTF-8: what is
 * read by guessing would be saved damaged.
 */
export function utf8Text(request: FastifyRequest, body: Uint8Array): string {
  const charset = CHARSET.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw unsupported('The body must be in UTF-8.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new HttpRefusal('bad_request', 400, 'The body is not valid UTF-8.');
  }
}

function refuseOtherCodings(request: FastifyRequest): void {
  const coding = request.headers['content-encoding'];
  if (coding !== undefined && coding.trim().toLowerCase() !== 'identity') {
    throw unsupported('A compressed body is not accepted.');
  }
  const type = request.headers['content-type'];
  if (type && /^\s*multipart\//i.test(type) && !acceptsMultipart(request)) {
    throw unsupported('This address takes no multipart form.');
  }
}

/**
 * JSON is the only body besides uploads: anything else is a 415. An empty body counts as none,
 * since clients label those as JSON too; `__proto__` and `constructor.prototype` are a 400.
 */
export function addJsonParser(fastify: FastifyInstance): void {
  addBodyLimits(fastify);
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    try {
      refuseOtherCodings(request);
      done(null, payload);
    } catch (error) {
      done(error as DomainError);
    }
  });
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      try {
        const excess = excessOf(body, shapeOf(request));
        if (excess !== null) throw invalidField('body', excess);
        if (keepsRaw(request)) (request as Carrier)[RAW] = body;
        const text = utf8Text(request, body);
        if (text === '') done(null, undefined);
        else void parse(request, text, done);
      } catch (error) {
        done(error as Error);
      }
    },
  );
}
