import { randomBytes, randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what stacks take, and below the range out of which the system gives a port to whoever asks for any. */
const LOWEST = 10_000;
const PORTS = 10_000;

/**
 * A port that was free a moment ago, drawn where nobody else is given one: it stays free for a process that takes seconds to
 * start, and answers nobody where a spec wants an address without a service.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + randomInt(PORTS);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listens = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (listens) await new Promise((resolve) => server.close(resolve));
  return listens;
}

/** A prefix for topics, groups and keys that no other test uses: `t-1a2b3c4d.`. */
export function uniquePrefix(name = 't'): string {
  return `${name}-${randomBytes(4).toString('hex')}.`;
}
