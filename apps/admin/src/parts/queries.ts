import {
  fetchAgain,
  unwrap,
  watchLive,
  type AdminPart,
  type AdminPartPage,
  type LiveEvent,
  type StockLevel,
} from '@tandem/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, ref, type Ref } from 'vue';
import { api, live } from '../panel';
import { newcomers, withPart } from './live-table';

export interface PartFilters {
  q?: string;
  kind?: 'physical' | 'game';
  status?: 'draft' | 'active' | 'archived';
  low_stock?: true;
  include_deleted?: true;
  sort?: 'name' | 'sku' | 'price_asc' | 'price_desc' | 'stock_asc' | 'stock_desc' | 'updated';
}

const partKey = (id: number) => ['admin-part', id] as const;
const stockKey = (id: number) => ['admin-stock', id] as const;

/** More parts changed at once than are worth a request each: the page is fetched as a whole. */
const MOST_SINGLE = 5;

/**
 * Staff's table of parts. A part that is shown changes in its place; those that a change elsewhere would bring are
 * counted in `arrived` and wait for a press, for rows must not move under a pointer.
 */
export function usePartsTable(
  filters: Ref<PartFilters>,
  cursor: Ref<string | undefined>,
  limit: number,
) {
  const client = useQueryClient();
  const key = computed(() => ['admin-parts', filters.value, cursor.value]);
  const arrived = ref(new Set<number>());
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }): Promise<AdminPartPage> => {
      arrived.value = new Set();
      return unwrap(
        api.GET('/api/v1/admin/parts', {
          params: { query: { ...filters.value, cursor: cursor.value, limit } },
          signal,
        }),
      );
    },
    placeholderData: keepPreviousData,
  });
  const refetch = () => fetchAgain(client, ['admin-parts']);

  const changed = new Set<number>();
  let patching = false;
  async function patch(): Promise<void> {
    if (patching) return;
    patching = true;
    try {
      for (let id = first(changed); id !== undefined; id = first(changed)) {
        if (changed.size > MOST_SINGLE) {
          changed.clear();
          refetch();
          return;
        }
        changed.delete(id);
        const part = await readPart(id);
        client.setQueryData<AdminPartPage>(key.value, (page) => page && withPart(page, part));
      }
    } catch {
      refetch();
    } finally {
      patching = false;
    }
  }

  if (live.value) {
    watchLive(
      live.value,
      () => ({ parts: query.data.value?.items.map((p) => p.id) ?? [], lists: ['parts'] }),
      {
        onEvent: ({ part_id }) => {
          changed.add(part_id);
          void patch();
        },
        onList: (change) => {
          if (!query.data.value || cursor.value) return;
          for (const id of newcomers(query.data.value, change)) arrived.value.add(id);
        },
        onResync: refetch,
        // Read before the subscription stood: whatever came in between is fetched.
        onVersions: refetch,
      },
    );
  }
  return { query, refetch, arrived: computed(() => arrived.value.size) };
}

const first = (ids: Set<number>): number | undefined => ids.values().next().value;

const readPart = (id: number, signal?: AbortSignal): Promise<AdminPart> =>
  unwrap(api.GET('/api/v1/admin/parts/{id}', { params: { path: { id } }, signal }));

/** A part with its stock level, following what other editors save. */
export function usePartEditor(id: Ref<number>, onEvent?: (event: LiveEvent) => void) {
  const client = useQueryClient();
  const part = useQuery({
    queryKey: computed(() => partKey(id.value)),
    queryFn: ({ signal }) => readPart(id.value, signal),
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
