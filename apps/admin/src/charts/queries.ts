import { unwrap } from '@tandem/ui';
import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api } from '../panel';

/** So often a number is taken of the services. */
const ASK_AGAIN_MS = 15_000;

/** What these charts show of the last minutes; no event tells of it, so an open page asks again. */
export function useCharts(names: readonly string[], minutes: Ref<number>) {
  return useQuery({
    queryKey: computed(() => ['charts', ...names, minutes.value]),
    queryFn: ({ signal }) => {
      const query = { charts: names.join(','), minutes: minutes.value };
      return unwrap(api.GET('/api/v1/admin/metrics', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: ASK_AGAIN_MS,
  });
}
