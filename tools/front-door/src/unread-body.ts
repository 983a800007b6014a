import type { IncomingMessage } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';

/** Long enough for a slow sender to come to the answer, short enough to be no use to an attacker; nginx's own. */
const LINGER_MS = 30_000;

/**
 * Closes the connection after an answer that was given before the request was read. What is left of the request is
 * still read and thrown away, for a while: closing on unread bytes is a reset, and a reset can overtake the answer.
 */
export function closeAfterUnread(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { raw } = request;
    if (raw.complete || !hasBody(raw)) return done(null, payload);
    reply.header('connection', 'close');
    if (typeof payload === 'string') reply.header('content-length', Buffer.byteLength(payload));
    else if (!(payload instanceof Readable)) return done(null, payload);
    done(null, Readable.from(thenDrain(payload, raw), { objectMode: false }));
  });
}

/**
 * A stream for the way to a service. The request's own must outlive it: undici destroys the one it gets when a
 * connection breaks, and with it the only way to read on.
 */
export function detached(raw: IncomingMessage): PassThrough {
  const body = new PassThrough();
  raw.pipe(body);
  raw.once('close', () => {
    if (!raw.readableEnded) body.destroy();
  });
  return body;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

async function* thenDrain(payload: string | Readable, raw: IncomingMessage) {
  if (typeof payload === 'string') yield payload;
  else yield* payload;
  raw.unpipe();
  raw.resume();
  const signal = AbortSignal.timeout(LINGER_MS);
  await finished(raw, { writable: false, signal, cleanup: true }).catch(() => undefined);
}
