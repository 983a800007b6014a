import { fetchAgain, followMessage, unwrap } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { onScopeDispose } from 'vue';
import { api, live } from '../panel';

const KEY = ['admin-flags'];
/** Those that the API lists at most; a shop with more has forgotten to remove some. */
const MOST = 100;

/** Every flag of the shop, following what others decide. */
export function useFlagsList() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/admin/flags', { params: { query: { limit: MOST } }, signal })),
    staleTime: 0,
  });
  const refetch = () => fetchAgain(client, KEY);
  if (live.value) {
    const handlers = { onMessage: refetch, onMissed: refetch };
    onScopeDispose(followMessage(live.value, 'flags.changed', handlers));
  }
  return { query, refetch };
}
