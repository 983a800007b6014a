const LONGEST_MS = 300_000;

/** A pause that doubles with every attempt, up to five minutes, and differs a little from instance to instance. */
export function backoffMs(attempts: number, firstMs: number): number {
  const pause = Math.min(firstMs * 2 ** Math.min(attempts, 20), LONGEST_MS);
  return Math.round(pause * (0.8 + Math.random() * 0.4));
}
