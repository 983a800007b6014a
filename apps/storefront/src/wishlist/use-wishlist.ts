import { fetchAgain, toApiError, unwrap, watchLive, type Wishlist } from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import { computed, reactive } from 'vue';
import { toast } from '../toasts';
import { live, queryClient, session, api } from '../shop';
import { withWishlistEvent } from './wishlist-items';

const wishlistKey = computed(() => ['wishlist', session.state.user?.id ?? 'guest'] as const);

/** What was just clicked and is not answered yet, so that a heart fills at once. */
const asked = reactive(new Map<number, boolean>());

const PAGE = 100;
/** The socket follows at most 200 parts. */
const FOLLOWED = 190;

export function refetchWishlist(): void {
  fetchAgain(queryClient, ['wishlist']);
}

/** Puts a part on the wishlist or takes it off, also when the shopper leaves the page at once; both may be repeated without harm. */
export async function setWished(partId: number, wished: boolean): Promise<void> {
  asked.set(partId, wished);
  try {
    const list: Wishlist = await unwrap(
      wished
        ? api.POST('/api/v1/wishlist/items', { body: { part_id: partId }, keepalive: true })
        : api.DELETE('/api/v1/wishlist/items/{part_id}', {
            params: { path: { part_id: partId } },
            keepalive: true,
          }),
    );
    queryClient.setQueryData(wishlistKey.value, list);
  } catch (cause) {
    toast(toApiError(cause).message, 'error');
    refetchWishlist();
  } finally {
    asked.delete(partId);
  }
}

/** All of it, page by page: every heart on every page needs to know. */
async function readWishlist(signal: AbortSignal): Promise<Wishlist> {
  const items: Wishlist['items'] = [];
  let cursor: string | undefined;
  for (;;) {
    const query = { limit: PAGE, ...(cursor && { cursor }) };
    const page: Wishlist = await unwrap(api.GET('/api/v1/wishlist', { params: { query }, signal }));
    items.push(...page.items);
    if (page.next_cursor === null) return { ...page, items };
    cursor = page.next_cursor;
  }
}

export function useWishlist() {
  const query = useQuery({
    queryKey: wishlistKey,
    queryFn: ({ signal }) => readWishlist(signal),
    enabled: computed(() => session.state.ready),
    refetchOnWindowFocus: true,
  });
  const wished = computed(() => new Set(query.data.value?.items.map((item) => item.part_id)));
  const isWished = (partId: number) => asked.get(partId) ?? wished.value.has(partId);
  const items = computed(
    () => query.data.value?.items.filter((item) => asked.get(item.part_id) !== false) ?? [],
  );
  return { query, items, isWished };
}

export function useFollowedWishlist() {
  const shown = useWishlist();
  watchLive(live, () => ({ parts: shown.items.value.slice(0, FOLLOWED).map((i) => i.part_id) }), {
    onEvent: (event) => {
      queryClient.setQueryData<Wishlist>(
        wishlistKey.value,
        (old) => old && withWishlistEvent(old, event),
      );
      const busy = queryClient.isFetching({ queryKey: wishlistKey.value }) > 0;
      if (busy || !event.type.startsWith('stock.')) refetchWishlist();
    },
    onResync: () => refetchWishlist(),
    onVersions: () => refetchWishlist(),
  });
  return shown;
}
