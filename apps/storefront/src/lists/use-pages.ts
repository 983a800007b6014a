import { keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';

interface Options {
  enabled?: Ref<boolean>;
  staleTime?: number;
  /** What is shown stays until what the key asks for now has come. */
  keepsShown?: boolean;
}

/** A list that grows page by page. */
export function usePages<P extends { items: unknown[]; next_cursor: string | null }>(
  queryKey: QueryKey,
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<P>,
  { keepsShown, ...options }: Options = {},
) {
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    ...(keepsShown && { placeholderData: keepPreviousData }),
    ...options,
  });
  const items = computed(
    () => (list.data.value?.pages ?? []).flatMap((page) => page.items) as P['items'],
  );
  return { list, items };
}
