import { unwrap, type Replay, type ReplayAsked } from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import { api } from '../panel';

const ASK_AGAIN_MS = 3_000;

export const useReplays = () =>
  useQuery({
    queryKey: ['replays'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/events/replays', { signal })),
    refetchInterval: ASK_AGAIN_MS,
    staleTime: 0,
  });

/** Says what would be handed over; with `dry_run: false` it is. */
export const replayEvents = (asked: ReplayAsked) =>
  unwrap(api.POST('/api/v1/admin/events/replay', { body: asked }));

export const stopReplay = ({ id }: Replay) =>
  unwrap(api.POST('/api/v1/admin/events/replays/{id}/cancel', { params: { path: { id } } }));
