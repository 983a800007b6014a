import { pause } from './backoff.js';

/** So long at most a process is kept at a stretch: a page needs several turns of its event loop. */
const STRETCH_MS = 4;

/**
 * For work that nobody waits for, in a process that answers people too.
 * @param signal ends a rest early
 * @returns what is called between two pieces of it: it rests as long as those since the last rest took.
 */
export function breathing(signal?: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    const worked = performance.now() - since;
    if (worked < STRETCH_MS) return;
    await pause(worked, signal);
    since = performance.now();
  };
}
