import { fetchAgain, unwrap } from '@tandem/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api } from '../panel';
import { followOrders } from '../orders/queries';

export type CustomerSort = 'newest' | 'oldest';

export function useCustomersTable(
  words: Ref<string | undefined>,
  sort: Ref<CustomerSort | undefined>,
  cursor: Ref<string | undefined>,
  limit: number,
) {
  return useQuery({
    queryKey: ['admin-customers', words, sort, cursor],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/admin/customers', {
          params: { query: { q: words.value, sort: sort.value, cursor: cursor.value, limit } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** A customer, fetched again whenever one of their orders changes. */
export function useCustomer(id: Ref<string>) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: computed(() => ['admin-customer', id.value]),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/admin/customers/{id}', {
          params: { path: { id: id.value } },
          signal,
        }),
      ),
    staleTime: 0,
  });
  const refetch = () => fetchAgain(client, ['admin-customer', id.value]);
  followOrders(({ data, order_id }) => {
    const mine = query.data.value?.orders.some((order) => order.id === order_id);
    if (mine || data.user_id === id.value) refetch();
  }, refetch);
  return query;
}
