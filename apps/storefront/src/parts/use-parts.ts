import { fetchAgain, Meanwhile, unwrap, watchLive, type LiveEvent, type Part } from '@tandem/ui';
import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api, live } from '../shop';
import { applyEvent, partKey, withEventOnPage, withEventOnPart } from './apply-event';
import type { Filters } from './filters';

const PAGE_SIZE = 24;
/** The socket follows at most 200 parts; further down the page the list room still says "refetch". */
const FOLLOWED = 190;

const meanwhile = new Meanwhile<LiveEvent>();

/** Into what is shown, and into what is on its way. */
function apply(client: QueryClient, event: LiveEvent): void {
  meanwhile.saw(event);
  applyEvent(client, event);
}

/** The catalogue under the given filters, page after page, kept live. */
export function useParts(filters: Ref<Filters>) {
  const client = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: ['parts', filters],
    queryFn: ({ pageParam, signal }) =>
      meanwhile.during(
        () =>
          unwrap(
            api.GET('/api/v1/parts', {
              params: { query: { ...filters.value, limit: PAGE_SIZE, cursor: pageParam } },
              signal,
            }),
          ),
        withEventOnPage,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const parts = computed(() => list.data.value?.pages.flatMap((page) => page.items) ?? []);
  const refetch = () => fetchAgain(client, ['parts']);

  watchLive(
    live,
    () => ({ parts: parts.value.slice(0, FOLLOWED).map((p) => p.id), lists: ['parts'] }),
    {
      onEvent: (event) => apply(client, event),
      onList: refetch,
      onResync: refetch,
      // The list was read before the subscription stood: whatever came in between is fetched.
      onVersions: (versions) => {
        if (parts.value.length === 0 || parts.value.some((p) => versions[p.id])) refetch();
      },
    },
  );

  return { list, parts, total: computed(() => list.data.value?.pages[0]) };
}

/** One part, kept live; `null` once it has been deleted. */
export function usePart(id: Ref<number>) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: computed(() => partKey(id.value)),
    queryFn: ({ signal }): Promise<Part | null> =>
      meanwhile.during<Part | null>(
        () => unwrap(api.GET('/api/v1/parts/{id}', { params: { path: { id: id.value } }, signal })),
        withEventOnPart,
      ),
    staleTime: 0,
  });
  const refetch = () => fetchAgain(client, partKey(id.value));
  watchLive(live, () => ({ parts: [id.value] }), {
    onEvent: (event) => {
      apply(client, event);
      if (event.type === 'part.restored' || event.type === 'part.created') refetch();
    },
    onResync: refetch,
    // The page was drawn before the subscription stood: whatever came in between is fetched.
    onVersions: (versions) => {
      if (versions[id.value]) refetch();
    },
  });
  return query;
}

export function useCategories() {
  return useQuery({
    queryKey: ['categories'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/categories', { signal })),
    staleTime: 300_000,
  });
}
