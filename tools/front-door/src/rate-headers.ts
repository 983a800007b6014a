import type { FastifyInstance } from 'fastify';

/** What the plugin calls them, in an early draft. */
const DRAFT = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'] as const;

/**
 * Says how much room is left, in the form of draft-ietf-httpapi-ratelimit-headers. What a service says of a limit of its
 * own goes before the front door's.
 */
export function tellRates(app: FastifyInstance, windowSeconds: number): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    const [limit, remaining, reset] = DRAFT.map((name) => reply.getHeader(name));
    for (const name of DRAFT) reply.removeHeader(name);
    if (limit !== undefined) {
      reply.header('ratelimit-policy', `"api";q=${limit};w=${windowSeconds}`);
      if (!reply.hasHeader('ratelimit')) {
        reply.header('ratelimit', `"api";r=${remaining};t=${reset}`);
      }
    }
    done(null, payload);
  });
}
