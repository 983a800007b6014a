import { setTimeout as delay } from 'node:timers/promises';

/** 0.8 to 1.2, so that instances don't ask in step. */
export function jitter(): number {
  return 0.8 + Math.random() * 0.4;
}

/** After a refusal: doubles up to an hour. */
export function waitToRetry(firstMs: number, attempts: number): number {
  return Math.min(firstMs * 2 ** (attempts - 1), 3_600_000) * jitter();
}

/** For a look-up, which may fail for this mail only: 1 s to 1 min by the mail's age. */
export function waitForLookUp(ageMs: number): number {
  return Math.min(Math.max(ageMs / 4, 1_000), 60_000) * jitter();
}

/** Ends early, without an error, when `signal` does. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
