import {
  fetchAgain,
  unwrap,
  watchLive,
  type AdminPart,
  type LiveEvent,
  type StockLevel,
} from '@tandem/ui';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api, live } from '../panel';
import type { Filter } from '../table/filters';
import { filtersOf, saveAnswer } from '../save-file';
import { useList, type Asked } from '../table/use-list';
import { newcomers, withPart } from './live-table';

interface PartFilters {
  q?: string;
  kind?: 'physical' | 'game';
  status?: AdminPart['status'];
  low_stock?: string;
  include_deleted?: string;
  sort?: 'name' | 'sku' | 'price_asc' | 'price_desc' | 'stock_asc' | 'stock_desc' | 'updated';
}

const on = (value: string | undefined) => value === 'true' || undefined;

const queryOf = <F extends PartFilters>(asked: F) => ({
  ...asked,
  low_stock: on(asked.low_stock),
  include_deleted: on(asked.include_deleted),
});

/** Saves the parts that the filters leave, all of them, as a file that can be imported. */
export function exportParts(asked: Asked<PartFilters>): Promise<void> {
  const query = filtersOf(queryOf(asked));
  const file = api.GET('/api/v1/admin/parts.csv', { params: { query }, parseAs: 'blob' });
  return saveAnswer(file, 'parts.csv');
}

const partKey = (id: number) => ['admin-part', id] as const;
export const stockKey = (id: number) => ['admin-stock', id] as const;

/** More parts changed at once than are worth a request each: the page is fetched as a whole. */
const MOST_SINGLE = 5;

/** Staff's list of parts. A part that is shown changes in its place; those that a change elsewhere would bring are counted. */
export function usePartsList(filters: readonly Filter[]) {
  const list = useList({
    key: 'admin-parts',
    filters,
    ask: (asked: Asked<PartFilters>, signal) => {
      const query = queryOf(asked);
      return unwrap(api.GET('/api/v1/admin/parts', { params: { query }, signal }));
    },
  });
  const page = list.query.data;

  const changed = new Set<number>();
  let patching = false;
  async function patch(): Promise<void> {
    if (patching) return;
    patching = true;
    try {
      for (let id = first(changed); id !== undefined; id = first(changed)) {
        if (changed.size > MOST_SINGLE) {
          changed.clear();
          list.refetch();
          return;
        }
        changed.delete(id);
        const part = await readPart(id);
        list.change((page) => withPart(page, part));
      }
    } catch {
      list.refetch();
    } finally {
      patching = false;
    }
  }

  if (live.value) {
    watchLive(
      live.value,
      () => ({ parts: page.value?.items.map((p) => p.id) ?? [], lists: ['parts'] }),
      {
        onEvent: ({ part_id }) => {
          changed.add(part_id);
          void patch();
        },
        onList: (change) => {
          if (!page.value || list.place.page.value > 1) return;
          for (const id of newcomers(page.value, change)) list.arrive(id);
        },
        onResync: list.refetch,
        // Read before the subscription stood: whatever came in between is fetched.
        onVersions: list.refetch,
      },
    );
  }
  return list;
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

const PRICES = 20;

/** What a part cost, newest first; asked again with each version of the part. */
export function usePriceHistory(id: () => number, version: () => number) {
  return useInfiniteQuery({
    queryKey: computed(() => [...partKey(id()), 'prices', version()]),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/v1/admin/parts/{id}/prices', {
          params: { path: { id: id() }, query: { limit: PRICES, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: (shown) => shown,
  });
}

/** How much of a part that is counted outside is kept back; asked again with the part's stock. */
export function useSafetyBuffer(id: () => number) {
  return useQuery({
    queryKey: computed(() => [...stockKey(id()), 'safety-buffer']),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/admin/parts/{id}/stock/safety-buffer', {
          params: { path: { id: id() } },
          signal,
        }),
      ),
    staleTime: 0,
  });
}

/** Keeps units back, unless somebody else changed the buffer since it was read. */
export async function saveSafetyBuffer(id: number, pieces: number, version: number): Promise<void> {
  await unwrap(
    api.PUT('/api/v1/admin/parts/{id}/stock/safety-buffer', {
      params: { path: { id } },
      body: { pieces, version },
    }),
  );
}

/** Leaves it to the category what is kept back, unless somebody else changed the buffer since it was read. */
export async function removeSafetyBuffer(id: number, version: number): Promise<void> {
  await unwrap(
    api.DELETE('/api/v1/admin/parts/{id}/stock/safety-buffer', {
      params: { path: { id }, header: { 'If-Match': `"${version}"` } },
    }),
  );
}

/** What a category is called, with those above it. */
export function useCategoryName() {
  const choices = useCategoryChoices();
  return (id: string): string | undefined => choices.value.find(({ value }) => value === id)?.title;
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
