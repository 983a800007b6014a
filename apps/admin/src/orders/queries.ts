import { fetchAgain, unwrap, watchOrders, type OrderUpdate } from '@tandem/ui';
import { timesOf } from '@tandem/ui/days';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, watch, type Ref } from 'vue';
import { api, live } from '../panel';
import { filtersOf, saveAnswer } from '../save-file';
import type { Filter } from '../table/filters';
import { useList, type Asked } from '../table/use-list';
import { belongsHere, withUpdate, type OrderFilters } from './live-rows';
import { pendingKeys } from './wording';

/** While the saga or a refund is still at work, which no event tells of step by step. */
const UNDER_WAY_MS = 3_000;

const queryOf = (asked: Asked<OrderFilters>) => ({ ...asked, ...timesOf(asked) });

/** Saves the orders that the filters leave as a file. */
export function exportOrders(asked: Asked<OrderFilters>): Promise<void> {
  const query = filtersOf(queryOf(asked));
  const file = api.GET('/api/v1/admin/orders.csv', { params: { query }, parseAs: 'blob' });
  return saveAnswer(file, 'orders.csv');
}

/** Everybody's orders. Rows change in place; orders that would join the page are counted. */
export function useOrdersList(filters: readonly Filter[]) {
  const list = useList({
    key: 'admin-orders',
    filters,
    ask: (asked: Asked<OrderFilters>, signal) =>
      unwrap(api.GET('/api/v1/admin/orders', { params: { query: queryOf(asked) }, signal })),
  });

  function follow(update: OrderUpdate): void {
    const page = list.query.data.value;
    if (!page) return;
    const items = withUpdate(page.items, update);
    if (items !== page.items) {
      list.change(() => ({ ...page, items }));
      return;
    }
    const shown = {
      rows: page.items,
      first: list.place.page.value === 1,
      more: !!page.next_cursor,
      filters: list.asked.value,
    };
    if (belongsHere(update, shown)) list.arrive(update.order_id);
  }

  followOrders(follow, list.refetch);
  return list;
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
      data &&
      (data.next_step ||
        data.refunds.some(({ status }) => status === 'requested') ||
        pendingKeys(data))
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
