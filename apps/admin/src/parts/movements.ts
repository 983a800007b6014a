import { unwrap } from '@tandem/ui';
import { useInfiniteQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api } from '../panel';
import { saveAnswer } from '../save-file';
import { stockKey } from './queries';

const MOVEMENTS = 10;

/** Why a part's stock is what it is, newest first; asked again with the part's stock. */
export function useStockMovements(id: () => number) {
  return useInfiniteQuery({
    queryKey: computed(() => [...stockKey(id()), 'movements']),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/admin/parts/{id}/stock/movements', {
          params: { path: { id: id() }, query: { limit: MOVEMENTS, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    staleTime: 0,
  });
}

/** Saves all stock movements of a part as a file. */
export function exportMovements(id: number): Promise<void> {
  const file = api.GET('/api/v1/admin/parts/{id}/stock/movements.csv', {
    params: { path: { id } },
    parseAs: 'blob',
  });
  return saveAnswer(file, `stock-movements-${id}.csv`);
}
