import { pause } from '@tandem/kernel';
import { logger } from '@tandem/observability';

interface Client {
  disconnect(): Promise<void>;
}

const CLOSE_MS = 3000;
const log = logger('kafka');

/** Closes a client; it waits for its brokers even to say goodbye, this function not longer than three seconds. */
export async function disconnect(client: Client | Promise<Client>): Promise<void> {
  const over = new AbortController();
  const closed = Promise.resolve(client)
    .then((open) => open.disconnect())
    .catch((error: unknown) => log.debug({ err: error }, 'a client did not close cleanly'))
    .finally(() => over.abort());
  await Promise.race([closed, pause(CLOSE_MS, over.signal)]);
}
