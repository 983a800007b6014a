import { PAGE_FLAGS, type PageFlag } from '@tandem/contracts/flags';
import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, watch, type ComputedRef } from 'vue';
import { unwrap, type TandemApi } from '../api/client';
import { fetchAgain } from '../live/fetch-again';
import { followMessage } from '../live/follow-message';
import type { LiveClient } from '../live/live-client';

const KEY = ['flags'];
/** All open pages hear of a flag in the same moment: they ask for it spread over this time. */
const SPREAD_MS = 300;

interface Site {
  api: TandemApi;
  queryClient: QueryClient;
  live: () => LiveClient | null;
  /** Who is signed in: another person may have other answers. */
  userId: () => string | undefined;
}

/** The feature flags of a site: one answer for all who ask, fetched again whenever it may be another. */
export function createFlags({ api, queryClient, live, userId }: Site) {
  const refetch = () => fetchAgain(queryClient, KEY);
  watch(
    live,
    (client, _, onCleanup) => {
      if (!client) return;
      const end = followMessage(client, 'flags.changed', {
        onMessage: () => setTimeout(refetch, Math.random() * SPREAD_MS),
        onMissed: refetch,
      });
      onCleanup(end);
    },
    { immediate: true },
  );
  watch(userId, refetch);

  /** Whether a feature is on for whoever looks at the page; follows what staff decide. */
  function useFlag(name: PageFlag): ComputedRef<boolean> {
    const { data } = useQuery(
      {
        queryKey: KEY,
        queryFn: ({ signal }) => unwrap(api.GET('/api/v1/flags', { signal })),
        staleTime: Infinity,
      },
      queryClient,
    );
    return computed(() => data.value?.flags[name] ?? PAGE_FLAGS[name]);
  }

  return { useFlag };
}
