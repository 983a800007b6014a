import {
  fetchAgain,
  Meanwhile,
  unwrap,
  watchLive,
  type ListChange,
  type Facets,
  type LiveEvent,
  type Part,
  type PartPage,
} from '@tandem/ui';
import { type InfiniteData, type QueryClient, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, ref, watch, type Ref } from 'vue';
import { usePages } from '../lists/use-pages';
import { api, live } from '../shop';
import { applyEvent, partKey, withEventOnPage, withEventOnPart } from './apply-event';
import { isUpsideDown, type Filters } from './filters';

const PAGE_SIZE = 24;
/** The socket follows at most 200 parts; further down the page the list room still says "refetch". */
const FOLLOWED = 190;

/** So much of a list is shown again after a reload. */
const MOST_PAGES = 20;

const meanwhile = new Meanwhile<LiveEvent>();

/** Into what is shown, and into what is on its way. */
function apply(client: QueryClient, event: LiveEvent): void {
  meanwhile.saw(event);
  applyEvent(client, event);
}

/** The catalogue under the given filters, page after page, kept live. */
export function useParts(filters: Ref<Filters>) {
  const client = useQueryClient();
  const ask = (cursor: string | undefined, signal: AbortSignal) =>
    unwrap(
      api.GET('/api/v1/parts', {
        params: {
          query: { ...filters.value, limit: PAGE_SIZE, cursor, facets: cursor ? undefined : true },
        },
        signal,
      }),
    );
  const { list, items: parts } = usePages(
    ['parts', filters],
    (cursor, signal) => meanwhile.during(() => ask(cursor, signal), withEventOnPage),
    { enabled: computed(() => !isUpsideDown(filters.value)), keepsShown: true },
  );
  const fresh = ref(0);
  const refetch = () => {
    fresh.value = 0;
    fetchAgain(client, ['parts']);
  };

  // How far somebody has read is kept with the entry in the browser's history: it is there after a reload, and after Back.
  const wanted = ref(1);
  const asRead = (): number => {
    const { pages } = (history.state ?? {}) as { pages?: unknown };
    return typeof pages === 'number' ? Math.min(pages, MOST_PAGES) : 1;
  };
  watch(filters, () => ((wanted.value = asRead()), (fresh.value = 0)), { immediate: true });
  watch([() => list.data.value?.pages.length ?? 0, wanted, list.isPlaceholderData], ([pages]) => {
    if (list.isPlaceholderData.value || pages === 0 || pages >= wanted.value) return;
    if (list.hasNextPage.value) void list.fetchNextPage();
  });
  function showMore(): void {
    wanted.value = (list.data.value?.pages.length ?? 0) + 1;
    history.replaceState({ ...history.state, pages: wanted.value }, '');
  }

  /** A new product would push the tiles from under the pointer: it is counted, and shown when somebody asks for it. */
  async function lookForNew(): Promise<void> {
    const shown = new Set(parts.value.map((part) => part.id));
    const page = await ask(undefined, new AbortController().signal).catch(() => null);
    if (!page) return;
    fresh.value = page.items.filter((part) => !shown.has(part.id)).length;
    showFacets(page.facets);
  }
  function showFacets(facets: Facets | undefined): void {
    client.setQueryData<InfiniteData<PartPage>>(['parts', filters.value], (old) => {
      const [first, ...others] = old?.pages ?? [];
      return old && first && { ...old, pages: [{ ...first, facets }, ...others] };
    });
  }
  function changed({ reason }: ListChange): void {
    if (reason === 'taxonomy') fetchAgain(client, ['categories']);
    if (reason !== 'created' || !parts.value.length || list.isFetching.value) return refetch();
    // Lists that are kept but not shown are not looked at: what is new may match them, one that was empty as well.
    const queryKey = ['parts'];
    void client.invalidateQueries({ queryKey, type: 'inactive', refetchType: 'none' });
    void lookForNew();
  }

  watchLive(
    live,
    () => ({
      parts: parts.value.slice(0, FOLLOWED).map((p) => p.id),
      lists: ['parts', 'categories'],
    }),
    {
      onEvent: (event) => apply(client, event),
      onList: changed,
      onResync: () => {
        refetch();
        fetchAgain(client, ['categories']);
      },
      // The list was read before the subscription stood: whatever came in between is fetched.
      onVersions: (versions) => {
        if (parts.value.length === 0 || parts.value.some((p) => versions[p.id])) refetch();
      },
    },
  );

  const total = computed(() => list.data.value?.pages[0]);
  const facets = computed(() => total.value?.facets);
  return { list, parts, total, facets, fresh, showFresh: refetch, showMore };
}

/** One part, kept live; `null` once shoppers may not see it any more. */
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
      // The page of what was not there turns into the part once it is.
      if (!query.data.value && event.type !== 'part.deleted') refetch();
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
