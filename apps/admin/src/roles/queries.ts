import { fetchAgain, unwrap } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api } from '../panel';
import { useList } from '../table/use-list';

const KEY = 'admin-roles';

/** All roles, and every permission that there is to give: for choices. */
export const useRoles = () =>
  useQuery({
    queryKey: [KEY, 'all'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/roles', { signal })),
  });

/** The table of them: few, on one page. */
export const useRolesList = () =>
  useList({
    key: KEY,
    filters: [],
    ask: async (_asked: object, signal) => {
      const page = await unwrap(api.GET('/api/v1/admin/roles', { signal }));
      return { ...page, items: page.items.map((role) => ({ ...role, id: role.name })) };
    },
  });

export function useRole(name: Ref<string>) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: computed(() => [KEY, 'one', name.value]),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/admin/roles/{name}', { params: { path: { name: name.value } }, signal }),
      ),
    staleTime: 0,
  });
  const refetch = () => {
    fetchAgain(client, [KEY]);
    fetchAgain(client, ['admin-audit-record']);
  };
  return { query, refetch };
}

const SHOWN = 10;

/** Some who have a role, the newest first. */
export const useHolders = (role: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['admin-accounts', 'with-role', role.value]),
    queryFn: ({ signal }) => {
      const query = { role: role.value, limit: SHOWN };
      return unwrap(api.GET('/api/v1/admin/users', { params: { query }, signal }));
    },
  });
