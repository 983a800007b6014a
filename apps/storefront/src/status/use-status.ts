import { unwrap } from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import { api } from '../shop';

/** No event tells of it: whoever waits for the shop to work again leaves the page open. */
const ASK_AGAIN_MS = 10_000;

/** How the shop is, and what it has told of what went wrong. */
export const useStatus = () =>
  useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/status', { signal })),
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
