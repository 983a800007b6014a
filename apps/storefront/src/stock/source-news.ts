import type { LiveClient, SourcesStale } from '@tandem/ui';

/** The shop's answers know by then, and not all open pages ask in the same moment. */
const WAIT_MS = { least: 1_200, spread: 2_500 };
/** What a page showed when it connected for the first time may have been read before a change that is so young. */
const YOUNG_MS = 60_000;

/**
 * Calls `fetchStock` when other outside systems than before are not heard: only fresh answers say which parts that is. Each
 * connection is told how it stands, so a page that was away for a change finds out when it is back.
 */
export function followSources(live: Pick<LiveClient, 'on'>, fetchStock: () => void): void {
  let told: string | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  live.on('sources.stale', ({ sources, since_ms }: SourcesStale) => {
    const now = JSON.stringify(sources);
    const isNews = told === undefined ? since_ms < YOUNG_MS : now !== told;
    told = now;
    if (!isNews) return;
    clearTimeout(waiting);
    waiting = setTimeout(fetchStock, WAIT_MS.least + Math.random() * WAIT_MS.spread);
  });
}
