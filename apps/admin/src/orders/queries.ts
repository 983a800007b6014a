import { fetchAgain, unwrap, watchOrders, type OrderUpdate } from '@tandem/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, ref, watch, type Ref } from 'vue';
import { api, live } from '../panel';
import type { StaffOrder } from './types';
import { belongsHere, timesOf, withUpdate, type OrderFilters } from './live-rows';

/** While the saga or a refund is still at work, which no event tells of step by step. */
const UNDER_WAY_MS = 3_000;

interface OrderPage {
  items: StaffOrder[];
  next_cursor: string | null;
}

/** Everybody's orders. Rows change in place; orders that would join the page are counted in `arrived`. */
export function useOrdersTable(
  filters: Ref<OrderFilters>,
  cursor: Ref<string | undefined>,
  limit: number,
) {
  const client = useQueryClient();
  const key = computed(() => ['admin-orders', filters.value, cursor.value]);
  const arrived = ref(new Set<string>());
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<OrderPage> => {
      // What comes in while the answer is on its way may be missing from it.
      arrived.value = new Set();
      const query = { ...filters.value, ...timesOf(filters.value), cursor: cursor.value, limit };
      const page = await unwrap(api.GET('/api/v1/admin/orders', { params: { query }, signal }));
      for (const { id } of page.items) arrived.value.delete(id);
      return page;
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const refetch = () => fetchAgain(client, ['admin-orders']);

  function follow(update: OrderUpdate): void {
    const page = query.data.value;
    if (!page) return;
    const items = withUpdate(page.items, update);
    if (items !== page.items) {
      client.setQueryData<OrderPage>(key.value, { ...page, items });
      return;
    }
    const { next_cursor } = page;
    const shown = { rows: page.items, first: !cursor.value, more: !!next_cursor };
    if (belongsHere(update, { ...shown, filters: filters.value })) {
      arrived.value.add(update.order_id);
    }
  }

  followOrders(follow, refetch);
  return { query, refetch, arrived: computed(() => arrived.value.size) };
}

const orderKey = (id: string) => ['admin-order', id] as const;

/** One order, fetched again whenever something happens to it. */
export function useOrder(id: Ref<string>) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: computed(() => orderKey(id.value)),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/admin/orders/{id}', { params: { path: { id: id.value } }, signal })),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data && (data.next_step || data.refunds.some(({ status }) => status === 'requested'))
        ? UNDER_WAY_MS
        : false,
  });
  const refetch = () => fetchAgain(client, orderKey(id.value));
  followOrders(({ order_id }) => order_id === id.value && refetch(), refetch);
  return { query, refetch };
}

/** Follows orders; after a broken connection everything shown is fetched again. */
export function followOrders(onUpdate: (update: OrderUpdate) => void, onMissed: () => void): void {
  if (!live.value) return;
  watchOrders(live.value, { onUpdate, onResync: onMissed });
  watch(live.value.state, (state, before) => {
    if (state === 'live' && before === 'reconnecting') onMissed();
  });
}
