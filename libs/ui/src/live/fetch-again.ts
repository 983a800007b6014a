import type { QueryCache, QueryClient, QueryKey } from '@tanstack/vue-query';

const queued = new WeakMap<QueryCache, Set<string>>();

/**
 * Fetches again what stands under the key, because something is news. An answer on its way may have been read before
 * it, so it is waited for and the asking follows; a running first request swallows an invalidation otherwise. However
 * much is news meanwhile, one more request follows: a busy shop cannot keep a page from its first answer.
 */
export function fetchAgain(client: QueryClient, queryKey: QueryKey): void {
  if (client.isFetching({ queryKey }) === 0) {
    void client.invalidateQueries({ queryKey });
    return;
  }
  const cache = client.getQueryCache();
  const waiting = queued.get(cache) ?? new Set();
  queued.set(cache, waiting);
  const name = JSON.stringify(queryKey);
  if (waiting.has(name)) return;
  waiting.add(name);
  const stop = cache.subscribe(() => {
    if (client.isFetching({ queryKey }) > 0) return;
    stop();
    waiting.delete(name);
    void client.invalidateQueries({ queryKey });
  });
}
