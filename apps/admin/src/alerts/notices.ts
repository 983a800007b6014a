import { fetchAgain, unwrap, useAction, type ApiError } from '@tandem/ui';
import type { Notice } from '@tandem/contracts/socket';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, shallowRef, watch } from 'vue';
import { api, live, session, toast } from '../panel';
import { repeatUpdate } from './repeat-update';
import { isFinal, whyNotRepeated } from './notice-words';

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
  /** Why a notice's update can't be repeated any more, by the notice. */
  const refused = shallowRef<Readonly<Record<string, string>>>({});

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

  const { run: dismiss, busy: dismissing } = useAction(async (id: string) => {
    await unwrap(api.DELETE('/api/v1/admin/notices/{id}', { params: { path: { id } } }));
    await refetch();
  });
  const { run: repeat, busy: repeating } = useAction(async (notice: Notice) => {
    try {
      await repeatUpdate(notice);
    } catch (cause) {
      const error = cause as ApiError;
      const text = whyNotRepeated(notice, error);
      if (isFinal(error)) refused.value = { ...refused.value, [notice.id]: text };
      else toast(text, 'error');
      return;
    }
    toast('It is being tried again. You are told if it fails again.');
    await dismiss(notice.id);
  });
  return {
    notices: computed(() => query.data.value?.items ?? []),
    refused,
    dismiss,
    repeat,
    busy: computed(() => dismissing.value || repeating.value),
  };
}
