import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpRefusal } from './http-refusal.js';

interface Address {
  pattern: RegExp;
  methods: Set<string>;
}

function patternOf(url: string): RegExp {
  const segments = url.split('/').map((segment) => {
    if (segment.startsWith(':')) return '[^/]+';
    return segment === '*' ? '.*' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${segments.join('/')}/?$`);
}

/** The methods of each address, noted while the routes are made. */
class Addresses {
  private readonly all = new Map<string, Address>();

  add(url: string, methods: string[]): void {
    let address = this.all.get(url);
    if (!address) this.all.set(url, (address = { pattern: patternOf(url), methods: new Set() }));
    for (const method of methods) address.methods.add(method);
    if (address.methods.has('GET')) address.methods.add('HEAD');
  }

  /** What may be done at a path; empty when there is nothing. */
  methodsAt(path: string): string[] {
    const found = new Set<string>();
    for (const { pattern, methods } of this.all.values()) {
      if (pattern.test(path)) for (const method of methods) found.add(method);
    }
    return found.size === 0 ? [] : [...found, 'OPTIONS'].sort();
  }
}

function pathOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '/';
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

/** An address that exists is no 404: the caller is told what may be done there. */
function answerKnownAddresses(fastify: FastifyInstance): void {
  const addresses = new Addresses();
  fastify.addHook('onRoute', ({ url, method }) => addresses.add(url, [method].flat()));
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    const methods = addresses.methodsAt(pathOf(request));
    if (methods.length === 0) return done();
    const allowed = methods.join(', ');
    reply.header('allow', allowed);
    if (request.method === 'OPTIONS') return void reply.code(204).send();
    done(new HttpRefusal('method_not_allowed', 405, `This address takes ${allowed}.`));
  });
}

const VARIES = 'accept-encoding';

function vary(reply: FastifyReply): void {
  const given = reply.getHeader('vary');
  if (given === undefined) reply.header('vary', VARIES);
  else if (!/(^|,)\s*(accept-encoding|\*)\s*(,|$)/i.test(String(given))) {
    reply.header('vary', `${String(given)}, ${VARIES}`);
  }
}

/**
 * What HTTP asks of every answer: 405 with `Allow` and an answer to OPTIONS for a known address, made from the routes;
 * `Vary`, since any answer may be compressed and a 304 or a problem speaks for one that is; and nobody keeps what no
 * handler says may be kept, as most answers are of one person.
 */
export function addHttpSemantics(fastify: FastifyInstance): void {
  answerKnownAddresses(fastify);
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    vary(reply);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done(null, payload);
  });
}
