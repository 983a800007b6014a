import { fetchAgain } from '@tandem/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, ref } from 'vue';
import type { Filter } from './filters';
import { useTablePlace } from './use-table-place';

interface Row {
  id: number | string;
}

interface Page<T extends Row> {
  items: T[];
  next_cursor: string | null;
}

/** What the address asks of a list. Nobody has checked it: the service refuses what it does not know. */
export type Asked<F> = F & { cursor?: string; limit: number };

interface ListOptions<F, P> {
  /** Of its pages in the query cache. */
  key: string;
  filters: readonly Filter[];
  ask: (asked: Asked<F>, signal: AbortSignal) => Promise<P>;
  /** Where no event tells of changes, an open page asks again so often. */
  askAgainMs?: number;
}

const PAGE = 25;

/**
 * A list of staff, page by page: what narrows and orders it stands in the address, the page before stays until the next
 * one has come. Rows change in their place; those that would join are counted and wait for a press.
 */
export function useList<F extends object, T extends Row, P extends Page<T> = Page<T>>({
  key,
  filters,
  ask,
  askAgainMs,
}: ListOptions<F, P & Page<T>>) {
  const client = useQueryClient();
  const place = useTablePlace();
  const narrowing = computed(() =>
    Object.fromEntries(filters.map(({ name }) => [name, place.query.value[name]])),
  );
  const asked = computed(() => {
    const { sort, cursor } = place.query.value;
    return { ...narrowing.value, sort, cursor, limit: PAGE } as object as Asked<F>;
  });
  const queryKey = computed(() => [key, asked.value]);
  const arrived = ref(new Set<Row['id']>());

  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      // What comes in while the answer is on its way may be missing from it.
      arrived.value = new Set();
      const page = await ask(asked.value, signal);
      for (const { id } of page.items) arrived.value.delete(id);
      return page;
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: askAgainMs ?? false,
  });
  const refetch = () => fetchAgain(client, [key]);

  return {
    filters,
    place,
    asked,
    query,
    refetch,
    /** Writes into the page that is shown. */
    change: (to: (page: P & Page<T>) => P & Page<T>) =>
      client.setQueryData<P & Page<T>>(queryKey.value, (page) => page && to(page)),
    isNarrowed: computed(() => Object.values(narrowing.value).some(Boolean)),
    clearFilters: () =>
      place.change(Object.fromEntries(filters.map(({ name }) => [name, undefined]))),
    arrived: computed(() => arrived.value.size),
    arrive: (id: Row['id']) => arrived.value.add(id),
    showArrived(): void {
      if (place.page.value > 1) place.change({});
      refetch();
    },
  };
}
