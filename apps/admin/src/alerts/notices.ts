import { fetchAgain, unwrap, useAction } from '@tandem/ui';
import type { Notice } from '@tandem/contracts/socket';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, watch } from 'vue';
import { api, live, session, toast } from '../panel';

const KEY = ['admin-notices'];

/** Updates of the signed-in person that failed after they were taken, told on the page and kept until they are dismissed. */
export function useNotices() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/notices', { signal })),
    enabled: computed(() => session.may('content:read')),
    staleTime: 0,
  });
  const refetch = () => fetchAgain(client, KEY);

  watch(
    live,
    (page, _before, onCleanup) => {
      const stops = [
        page?.on<Notice>('notice', ({ detail }) => {
          toast(detail, 'error');
          void refetch();
        }),
        // What was told while nobody listened.
        page && watch(page.state, (state) => state === 'live' && void refetch()),
      ];
      onCleanup(() => stops.forEach((stop) => stop?.()));
    },
    { immediate: true },
  );

  const { run: dismiss, busy } = useAction(async (id: string) => {
    await unwrap(api.DELETE('/api/v1/admin/notices/{id}', { params: { path: { id } } }));
    await refetch();
  });
  return { notices: computed(() => query.data.value?.items ?? []), dismiss, busy };
}

/** Where the person can look into it and try again. */
export function placeOfNotice({
  update,
  part_id,
  run_id,
}: Pick<Notice, 'update' | 'part_id' | 'run_id'>) {
  if (update === 'bulk_change' && run_id) return { name: 'bulk-change', params: { id: run_id } };
  if (update === 'import') return { name: 'imports' };
  return part_id === null ? null : { name: 'part', params: { id: String(part_id) } };
}
