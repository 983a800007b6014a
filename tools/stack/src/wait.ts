import { setTimeout as delay } from 'node:timers/promises';
import { createConnection } from 'node:net';
import { Interrupted } from './errors.ts';

/** Repeats `probe` until it answers without an error; the last error says what was still wrong. */
export async function until(
  probe: () => Promise<void>,
  options: { timeoutMs: number; everyMs?: number; signal?: AbortSignal },
): Promise<void> {
  const deadline = Date.now() + options.timeoutMs;
  for (;;) {
    if (options.signal?.aborted) throw new Interrupted();
    try {
      return await probe();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await delay(options.everyMs ?? 50);
  }
}

export function acceptsConnections(port: number, host = '127.0.0.1'): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host, timeout: 1000 });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => {
      socket.destroy();
      reject(new Error(`nothing answers on port ${port}`));
    });
    socket.once('error', reject);
  });
}

export async function answersOk(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  const body = await response.text();
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${body.slice(0, 300)}`);
}
