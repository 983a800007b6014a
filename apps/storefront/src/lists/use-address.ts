import { computed } from 'vue';
import { useRoute, useRouter, type LocationQuery, type LocationQueryRaw } from 'vue-router';

/** Filters as they stand in the address; what is not set is left out of it. */
export function queryFrom(filters: object): LocationQueryRaw {
  return Object.fromEntries(
    Object.entries(filters)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [name, String(value)]),
  );
}

/** The address bar is the filters' only home, so a page can be shared and reloaded. */
export function useAddress<F extends object>(read: (query: LocationQuery) => F) {
  const route = useRoute();
  const router = useRouter();
  const filters = computed(() => read(route.query));
  const withPart = (part: Partial<F>) => ({ query: queryFrom({ ...filters.value, ...part }) });
  return {
    filters,
    isNarrowed: computed(() => Object.values(filters.value).some(Boolean)),
    change: (part: Partial<F>) => void router.push(withPart(part)),
    /** In the place of the address as it is: Back does not lead to what was wrong. */
    correct: (part: Partial<F>) => void router.replace(withPart(part)),
    clear: () => void router.push({ query: {} }),
  };
}
