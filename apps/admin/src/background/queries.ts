import { fetchAgain, unwrap, useAction } from '@tandem/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import type { Ref } from 'vue';
import { api, toast } from '../panel';
import type { DeadLetter, Job, JobState, ServiceName } from './types';

/** No event tells of work in the background: an open page asks again. */
const ASK_AGAIN_MS = 5_000;
const PAGE = 25;
const LIVELY = {
  placeholderData: keepPreviousData,
  staleTime: 0,
  refetchInterval: ASK_AGAIN_MS,
} as const;

export function useJobs(
  service: Ref<ServiceName | undefined>,
  state: Ref<JobState | undefined>,
  cursor: Ref<string | undefined>,
) {
  const query = useQuery({
    ...LIVELY,
    queryKey: ['admin-jobs', service, state, cursor],
    queryFn: ({ signal }) => {
      const query = { service: service.value, state: state.value };
      const page = { cursor: cursor.value, limit: PAGE };
      return unwrap(
        api.GET('/api/v1/admin/jobs', { params: { query: { ...query, ...page } }, signal }),
      );
    },
  });
  const retrying = useRetry('admin-jobs', async ({ id }: Job) => {
    const path = { params: { path: { id } } };
    const { result } = await unwrap(api.POST('/api/v1/admin/jobs/{id}/retry', path));
    return result === 'queued' ? 'The job starts now.' : 'The job was done already.';
  });
  return { query, retrying };
}

export function useDeadLetters(
  service: Ref<ServiceName | undefined>,
  cursor: Ref<string | undefined>,
) {
  const query = useQuery({
    ...LIVELY,
    queryKey: ['admin-dead-letters', service, cursor],
    queryFn: ({ signal }) => {
      const query = { service: service.value, cursor: cursor.value, limit: PAGE };
      return unwrap(api.GET('/api/v1/admin/events/dead-letters', { params: { query }, signal }));
    },
  });
  const retrying = useRetry('admin-dead-letters', async ({ service, id }: DeadLetter) => {
    const path = { params: { path: { id: `${service}.${id}` } } };
    const { result } = await unwrap(api.POST('/api/v1/admin/events/dead-letters/{id}/retry', path));
    return result === 'handled' ? 'The message was handled.' : 'The message was handled already.';
  });
  return { query, retrying };
}

/** Retries one; what the list shows of it is old afterwards, whether it succeeded or not. */
function useRetry<T>(key: string, retry: (item: T) => Promise<string>) {
  const client = useQueryClient();
  const again = () => void fetchAgain(client, [key]);
  return useAction(
    async (item: T) => {
      toast(await retry(item));
      again();
    },
    {
      onFailure: (error) => {
        toast(error.message, 'error');
        again();
      },
    },
  );
}
