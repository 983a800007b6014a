import {
  fetchAgain,
  unwrap,
  watchLive,
  type AdminPart,
  type LiveEvent,
  type StockLevel,
} from '@tandem/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api, live } from '../panel';

export interface PartFilters {
  q?: string;
  kind?: 'physical' | 'game';
  status?: 'draft' | 'active' | 'archived';
  low_stock?: true;
  include_deleted?: true;
}

export const partKey = (id: number) => ['admin-part', id] as const;
export const stockKey = (id: number) => ['admin-stock', id] as const;

export function usePartsTable(
  filters: Ref<PartFilters>,
  cursor: Ref<string | undefined>,
  limit: number,
) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['admin-parts', filters, cursor],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/admin/parts', {
          params: { query: { ...filters.value, cursor: cursor.value, limit } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  const refetch = () => fetchAgain(client, ['admin-parts']);
  if (live.value) {
    watchLive(
      live.value,
      () => ({ parts: query.data.value?.items.map((p) => p.id) ?? [], lists: ['parts'] }),
      // Read before the subscription stood: whatever came in between is fetched.
      { onEvent: refetch, onList: refetch, onResync: refetch, onVersions: refetch },
    );
  }
  return query;
}

/** A part with its stock level, following what other editors save. */
export function usePartEditor(id: Ref<number>, onEvent?: (event: LiveEvent) => void) {
  const client = useQueryClient();
  const part = useQuery({
    queryKey: computed(() => partKey(id.value)),
    queryFn: ({ signal }): Promise<AdminPart> =>
      unwrap(api.GET('/api/v1/admin/parts/{id}', { params: { path: { id: id.value } }, signal })),
    staleTime: 0,
  });
  const stock = useQuery({
    queryKey: computed(() => stockKey(id.value)),
    queryFn: ({ signal }): Promise<StockLevel> =>
      unwrap(
        api.GET('/api/v1/admin/parts/{id}/stock', { params: { path: { id: id.value } }, signal }),
      ),
    staleTime: 0,
  });
  const refetch = () => {
    fetchAgain(client, partKey(id.value));
    fetchAgain(client, stockKey(id.value));
    fetchAgain(client, ['admin-versions', id.value]);
  };
  if (live.value) {
    watchLive(live.value, () => ({ parts: [id.value] }), {
      onEvent: (event) => {
        refetch();
        onEvent?.(event);
      },
      onResync: refetch,
      onVersions: (versions) => versions[id.value] && refetch(),
    });
  }
  return { part, stock, refetch };
}

export function useCategoryChoices() {
  const query = useQuery({
    queryKey: ['categories'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/categories', { signal })),
    staleTime: 60_000,
  });
  interface Node {
    id: string | number;
    name: string;
    children?: Node[];
  }
  return computed(() => {
    const rows: { value: Node['id']; title: string }[] = [];
    const walk = (nodes: Node[], path: string): void => {
      for (const node of nodes) {
        const title = path ? `${path} › ${node.name}` : node.name;
        rows.push({ value: node.id, title });
        walk(node.children ?? [], title);
      }
    };
    walk((query.data.value?.items ?? []) as unknown as Node[], '');
    return rows;
  });
}
