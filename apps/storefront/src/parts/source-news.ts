import type { LiveClient } from '@tandem/ui';

/** The catalogue knows by then, and not all open pages ask it in the same moment. */
const WAIT_MS = { least: 1_200, spread: 2_500 };

/**
 * Calls `fetchParts` when an outside system that counts some of the stock is not heard any more, or is heard again: only
 * fresh answers say which parts that is.
 */
export function followSources(live: Pick<LiveClient, 'on'>, fetchParts: () => void): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(fetchParts, WAIT_MS.least + Math.random() * WAIT_MS.spread);
  };
  live.on('sync.stale', look);
  live.on('sync.recovered', look);
}
