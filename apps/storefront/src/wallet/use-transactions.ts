import { unwrap } from '@tandem/ui';
import { useInfiniteQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { session, api } from '../shop';
import { rangeOf, type TransactionFilters } from './transaction-filters';

const PAGE_SIZE = 25;

/** The shopper's money movements, newest first. */
export function useTransactions(filters: Ref<TransactionFilters>) {
  const list = useInfiniteQuery({
    queryKey: ['transactions', computed(() => session.state.user?.id), filters],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/transactions', {
          params: {
            query: {
              type: filters.value.type,
              ...rangeOf(filters.value),
              limit: PAGE_SIZE,
              cursor: pageParam,
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 0,
  });
  const transactions = computed(() => list.data.value?.pages.flatMap((page) => page.items) ?? []);
  return { list, transactions };
}
