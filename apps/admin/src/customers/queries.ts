import { fetchAgain, unwrap } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api } from '../panel';
import { filtersOf, saveAnswer } from '../save-file';
import { followOrders } from '../orders/queries';
import type { Filter } from '../table/filters';
import { useList, type Asked } from '../table/use-list';

interface CustomerFilters {
  q?: string;
  sort?: 'newest' | 'oldest';
}

/** Saves the customers that the filters leave as a file. */
export function exportCustomers(asked: Asked<CustomerFilters>): Promise<void> {
  const query = filtersOf(asked);
  const file = api.GET('/api/v1/admin/customers.csv', { params: { query }, parseAs: 'blob' });
  return saveAnswer(file, 'customers.csv');
}

/** Saves all that moved in a customer's wallet as a file. */
export function exportTransactions(id: string): Promise<void> {
  const file = api.GET('/api/v1/admin/customers/{id}/transactions.csv', {
    params: { path: { id } },
    parseAs: 'blob',
  });
  return saveAnswer(file, 'transactions.csv');
}

export const useCustomersList = (filters: readonly Filter[]) =>
  useList({
    key: 'admin-customers',
    filters,
    ask: (query: Asked<CustomerFilters>, signal) =>
      unwrap(api.GET('/api/v1/admin/customers', { params: { query }, signal })),
  });

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
