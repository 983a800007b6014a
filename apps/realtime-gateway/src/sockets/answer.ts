import { logger } from '@tandem/observability';
import type { Ack } from './subscriptions.js';

const log = logger('realtime-gateway');

/** Runs a message handler; whatever happens, a client that wants an ack gets exactly one. */
export async function answer(
  ack: Ack | undefined,
  work: (reply: Ack) => Promise<void>,
): Promise<void> {
  let answered = false;
  const reply: Ack = (message) => {
    if (answered) return;
    answered = true;
    if (typeof ack === 'function') ack(message);
  };
  try {
    await work(reply);
  } catch (error) {
    log.error({ err: error }, 'a socket message could not be handled');
    reply({
      ok: false,
      code: 'temporarily_unavailable',
      detail: 'This can’t be answered right now. Try again shortly.',
    });
  }
}
