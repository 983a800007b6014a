import { unwrap, type RefusedProduct } from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api } from '../panel';
import { filtersOf, saveAnswer } from '../save-file';
import { useList, type Asked } from '../table/use-list';
import { refusedText } from './run-words';

const KEY = 'admin-refused-products';
/** No event tells of them. */
const ASK_AGAIN_MS = 15_000;

/** Saves the products that the filters leave as a file. */
export function exportRefused(asked: Asked<{ q?: string }>): Promise<void> {
  const query = filtersOf(asked);
  const file = api.GET('/api/v1/admin/g2a/refused-products.csv', {
    params: { query },
    parseAs: 'blob',
  });
  return saveAnswer(file, 'refused-products.csv');
}

/** Products of G2A that the catalogue has refused, newest first. */
export function useRefusedList() {
  return useList({
    key: KEY,
    filters: [{ kind: 'words', name: 'q', label: 'Id at G2A, or name', maxlength: 100 }],
    ask: (query: Asked<{ q?: string }>, signal) =>
      unwrap(api.GET('/api/v1/admin/g2a/refused-products', { params: { query }, signal })),
    askAgainMs: ASK_AGAIN_MS,
  });
}

/** How many there are, in words; nothing before that is known. */
export function useRefusedCount() {
  const query = useQuery({
    queryKey: [KEY, 'count'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/admin/g2a/refused-products', { params: { query: { limit: 1 } }, signal }),
      ),
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
  return computed(() => query.data.value && refusedText(query.data.value));
}

/** Looks at a product again as G2A told it last. @returns it, if it is still refused. */
export async function retryProduct(id: string): Promise<RefusedProduct | null> {
  const path = { params: { path: { id } } };
  return (await unwrap(api.POST('/api/v1/admin/g2a/refused-products/{id}/retry', path))).refused;
}
