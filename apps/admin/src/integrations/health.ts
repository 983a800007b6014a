import { fetchAgain, unwrap, type SyncRun } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { api } from '../panel';
import type { SyncKind, System } from './run-words';
import { followRuns, withNews } from './runs';

/** How the systems outside stand, as the API tells it. */
export interface Integrations {
  sources: {
    source: System;
    enabled: boolean;
    last_success_at: string | null;
    is_stale: boolean;
  }[];
  runs: SyncRun[];
  next_runs: { kind: SyncKind; at: string }[];
  g2a: {
    breaker: 'closed' | 'open' | 'half_open';
    budget: {
      shared: boolean;
      limit: number;
      used: number;
      left: { order: number; stock: number; catalogue: number };
    };
  };
}

const KEY = ['admin-sync-health'];
/** No event tells of the budget. */
const ASK_AGAIN_MS = 5_000;

type Call<T> = (
  path: string,
  init: object,
) => Promise<{ data?: T; error?: unknown; response: Response }>;
const get = api.GET as unknown as Call<Integrations>;

/** How the systems outside stand, with the newest run of each kind as it goes on. */
export function useIntegrations() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => unwrap(get('/api/v1/admin/sync/health', { signal })),
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
  const refetch = () => fetchAgain(client, KEY);
  followRuns((news) => {
    const isShown = query.data.value?.runs.some(({ id }) => id === news.run_id);
    if (!isShown) return refetch();
    client.setQueryData<Integrations>(
      KEY,
      (all) => all && { ...all, runs: all.runs.map((run) => withNews(run, news)) },
    );
  }, refetch);
  return { query, refetch };
}
