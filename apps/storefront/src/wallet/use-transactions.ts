import { unwrap } from '@tandem/ui';
import { timesOf } from '@tandem/ui/days';
import { computed, type Ref } from 'vue';
import { usePages } from '../lists/use-pages';
import { session, api } from '../shop';
import type { TransactionFilters } from './transaction-filters';

const PAGE_SIZE = 25;

/** The shopper's money movements, newest first. */
export function useTransactions(filters: Ref<TransactionFilters>) {
  return usePages(
    ['transactions', computed(() => session.state.user?.id), filters],
    (cursor, signal) => {
      const { type } = filters.value;
      const query = { type, ...timesOf(filters.value), limit: PAGE_SIZE, cursor };
      return unwrap(api.GET('/api/v1/transactions', { params: { query }, signal }));
    },
    { staleTime: 0 },
  );
}
