import { unwrap, type CacheState } from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import { api } from '../panel';

const ASK_AGAIN_MS = 10_000;

/** How much the cache answers, and what shoppers read most. */
export function useCacheState() {
  return useQuery<CacheState>({
    queryKey: ['admin-cache'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/cache', { signal })),
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
}

export async function warmCache(): Promise<void> {
  await unwrap(api.POST('/api/v1/admin/cache/warm'));
}
