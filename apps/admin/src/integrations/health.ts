import { fetchAgain, unwrap, type Integrations } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { api } from '../panel';
import { followRuns, withNews } from './runs';

const KEY = ['admin-sync-health'];
/** No event tells of the budget. */
const ASK_AGAIN_MS = 5_000;

/** How the systems outside stand, with the newest run of each kind as it goes on. */
export function useIntegrations() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/sync/health', { signal })),
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
