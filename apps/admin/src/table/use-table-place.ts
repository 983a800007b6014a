import { computed, shallowRef, watch } from 'vue';
import { useRoute, useRouter, type LocationQuery } from 'vue-router';
import { nextPlace, one, pageOf, previousPlace, refined, remembered, type Place } from './place';
import type { TableQuery } from './place';

const wordsOf = (query: LocationQuery): TableQuery =>
  Object.fromEntries(Object.entries(query).map(([key, value]) => [key, one(value)]));

/** Filters, order and page of a table, kept in the address: Back, a reload and a copied link show the same rows. */
export function useTablePlace() {
  const route = useRoute();
  const router = useRouter();
  const own = route.name;
  const query = shallowRef(wordsOf(route.query));
  watch(
    () => route.fullPath,
    () => {
      // The page is drawn once more while the next one comes; its table stays as it was.
      if (route.name === own) query.value = wordsOf(route.query);
    },
    { flush: 'sync' },
  );

  const place = (): Place => ({ query: query.value, before: remembered(history.state) });
  const go = ({ query, before }: Place) =>
    void router.push({ query: { ...query }, state: { before: [...before] } });

  return {
    query,
    cursor: computed(() => query.value.cursor),
    page: computed(() => pageOf(query.value)),
    next: (cursor: string) => go(nextPlace(place(), cursor)),
    previous: () => go(previousPlace(place())),
    /** Each is a step in the history, except for typing, which would be one a letter. */
    change(part: TableQuery, { step = true } = {}): void {
      const to = { query: { ...refined(query.value, part) } };
      void (step ? router.push(to) : router.replace(to));
    },
    clear: () => void router.push({ query: {} }),
  };
}

export type TablePlace = ReturnType<typeof useTablePlace>;
