import { fetchAgain, unwrap } from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { queryClient, session, api } from '../shop';

export function refetchMoney(): void {
  fetchAgain(queryClient, ['wallet']);
  fetchAgain(queryClient, ['transactions']);
}

export function useWallet() {
  return useQuery({
    queryKey: computed(() => ['wallet', session.state.user?.id] as const),
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/wallet', { signal })),
    enabled: computed(() => session.isSignedIn.value),
    staleTime: 0,
    refetchOnWindowFocus: true,
  });
}
