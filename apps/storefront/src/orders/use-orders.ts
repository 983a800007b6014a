import {
  type Order,
  type OrderDetail,
  type OrderStatus,
  type OrderUpdate,
  fetchAgain,
  unwrap,
  watchOrders,
} from '@tandem/ui';
import { useQuery, type InfiniteData } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { usePages } from '../lists/use-pages';
import { live, queryClient, session, api } from '../shop';
import { refetchMoney } from '../wallet/use-wallet';
import { withUpdate } from './order-update';

const PAGE_SIZE = 20;
const userId = computed(() => session.state.user?.id);
const orderKey = (id: string) => ['order', id] as const;

function applyUpdate(update: OrderUpdate): void {
  queryClient.setQueryData<OrderDetail>(orderKey(update.order_id), (old) =>
    withUpdate(old, update),
  );
  queryClient.setQueriesData<InfiniteData<{ items: Order[] }>>({ queryKey: ['orders'] }, (old) =>
    old
      ? {
          ...old,
          pages: old.pages.map((page) => ({
            ...page,
            items: page.items.map((order) =>
              order.id === update.order_id ? withUpdate(order, update)! : order,
            ),
          })),
        }
      : undefined,
  );
}

/** The shopper's own orders, newest first; a status that changes is shown at once. */
export function useOrders(status: Ref<OrderStatus | undefined>) {
  const pages = usePages(
    ['orders', userId, status],
    (cursor, signal) => {
      const query = { status: status.value, limit: PAGE_SIZE, cursor };
      return unwrap(api.GET('/api/v1/orders', { params: { query }, signal }));
    },
    { staleTime: 0 },
  );
  const refetch = () => fetchAgain(queryClient, ['orders']);
  watchOrders(live, {
    onUpdate: (update) => {
      applyUpdate(update);
      // Under a filter an order may come or go; without one, only an order not on the page is news.
      if (status.value || !pages.items.value.some((order) => order.id === update.order_id))
        refetch();
    },
    onResync: refetch,
  });
  return pages;
}

/** One order, followed live. */
export function useOrder(id: Ref<string>) {
  const query = useQuery({
    queryKey: computed(() => orderKey(id.value)),
    queryFn: ({ signal }): Promise<OrderDetail> =>
      unwrap(api.GET('/api/v1/orders/{id}', { params: { path: { id: id.value } }, signal })),
    staleTime: 0,
  });
  const refetch = () => {
    fetchAgain(queryClient, orderKey(id.value));
    refetchMoney();
  };
  watchOrders(live, {
    onUpdate: (update) => {
      if (update.order_id !== id.value) return;
      applyUpdate(update);
      // The update brings status and sums; history, refunds and what may be done now are fetched.
      refetch();
    },
    onResync: refetch,
  });
  return query;
}
