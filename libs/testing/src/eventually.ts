import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until `check` no longer throws (nor returns false), and gives its result.
 * @throws the last failure when `timeoutMs` (default 20000: enough for a machine that is busy with other things) have passed.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  options: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
  const deadline = Date.now() + (options.timeoutMs ?? 20_000);
  for (;;) {
    try {
      const result = await check();
      if (result === false) throw new Error(`not yet: ${check.toString()}`);
      return result;
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await delay(options.everyMs ?? 20);
  }
}
