import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 20;
const GIVE_UP_MS = 60_000;

/** @returns false when it did not come true in a minute. */
export async function until(isTrue: () => boolean): Promise<boolean> {
  for (const end = performance.now() + GIVE_UP_MS; !isTrue(); await pause(LOOK_MS))
    if (performance.now() > end) return false;
  return true;
}
