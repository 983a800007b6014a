import { fetchAgain, unwrap } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api } from '../panel';
import { filtersOf, saveAnswer } from '../save-file';
import type { Filter } from '../table/filters';
import { useList, type Asked } from '../table/use-list';

interface AccountFilters {
  q?: string;
  role?: string;
  state?: 'active' | 'deactivated';
  sort?: 'newest' | 'oldest';
}

/** No event tells panels of accounts, so an open list asks again. */
const ASK_AGAIN_MS = 30_000;

/** Saves the accounts that the filters leave as a file. */
export function exportAccounts(asked: Asked<AccountFilters>): Promise<void> {
  const query = filtersOf(asked);
  const file = api.GET('/api/v1/admin/users.csv', { params: { query }, parseAs: 'blob' });
  return saveAnswer(file, 'users.csv');
}

export const useAccountsList = (filters: readonly Filter[]) =>
  useList({
    key: 'admin-accounts',
    filters,
    ask: (query: Asked<AccountFilters>, signal) =>
      unwrap(api.GET('/api/v1/admin/users', { params: { query }, signal })),
    askAgainMs: ASK_AGAIN_MS,
  });

/** An account and where its owner is signed in; both are asked again after each change. */
export function useAccount(id: Ref<string>) {
  const client = useQueryClient();
  const params = () => ({ path: { id: id.value } });
  const account = useQuery({
    queryKey: computed(() => ['admin-account', id.value, 'itself']),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/admin/users/{id}', { params: params(), signal })),
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
  const sessions = useQuery({
    queryKey: computed(() => ['admin-account', id.value, 'sessions']),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/admin/users/{id}/sessions', { params: params(), signal })),
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
  const refetch = () => {
    fetchAgain(client, ['admin-account', id.value]);
    fetchAgain(client, ['admin-audit-record']);
    fetchAgain(client, ['admin-accounts']);
  };
  return { account, sessions, refetch };
}
