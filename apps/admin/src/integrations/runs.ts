import { fetchAgain, followMessage, unwrap, type SyncProgress, type SyncRun } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, onScopeDispose, ref, type Ref } from 'vue';
import { api, live } from '../panel';
import { filtersOf, saveAnswer } from '../save-file';
import { useList, type Asked } from '../table/use-list';
import { KINDS, type SyncKind } from './run-words';

/** What the socket tells of a run: all that the list shows, but who started it. */
export type RunNews = SyncProgress['data'];

/** Where the socket is away, and for what it does not tell. */
const ASK_AGAIN_MS = 15_000;

/** A run as the news have it; what is older than what is shown changes nothing. */
export function withNews(run: SyncRun, { run_id, ...news }: RunNews): SyncRun {
  return run.id === run_id && news.version > run.version ? { ...run, ...news } : run;
}

/** Follows all runs for as long as the component lives. */
export function followRuns(onNews: (news: RunNews) => void, onMissed: () => void): void {
  if (!live.value) return;
  const handlers = { onMessage: ({ data }: SyncProgress) => onNews(data), onMissed };
  onScopeDispose(followMessage(live.value, 'sync.progress', handlers));
}

interface RunFilters {
  kind?: SyncKind;
}

/** Saves the runs that the filters leave as a file. */
export function exportRuns(asked: Asked<RunFilters>): Promise<void> {
  const query = filtersOf(asked);
  const file = api.GET('/api/v1/admin/sync/runs.csv', { params: { query }, parseAs: 'blob' });
  return saveAnswer(file, 'sync-runs.csv');
}

/** All runs, newest first. One that is shown moves in its place; a new one joins the first page. */
export function useRunsList() {
  const choices = Object.entries(KINDS).map(([value, { text }]) => ({ value, title: text }));
  const list = useList({
    key: 'admin-sync-runs',
    filters: [{ kind: 'choice', name: 'kind', label: 'Kind of run', choices }],
    ask: (query: Asked<RunFilters>, signal) =>
      unwrap(api.GET('/api/v1/admin/sync/runs', { params: { query }, signal })),
    askAgainMs: ASK_AGAIN_MS,
  });
  const now = ref(Date.now());
  followRuns((news) => {
    now.value = Date.now();
    const { kind } = list.asked.value;
    const isShown = list.query.data.value?.items.some(({ id }) => id === news.run_id);
    if (isShown) {
      list.change((page) => ({ ...page, items: page.items.map((run) => withNews(run, news)) }));
    } else if (list.place.page.value === 1 && (!kind || kind === news.kind)) list.refetch();
  }, list.refetch);
  return { ...list, now };
}

/** One run with what could not be done in it, while somebody reads it. */
export function useRun(id: Ref<string | undefined>) {
  const client = useQueryClient();
  const key = computed(() => ['admin-sync-run', id.value]);
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/admin/sync/runs/{id}', { params: { path: { id: id.value! } }, signal }),
      ),
    enabled: computed(() => !!id.value),
    staleTime: 0,
  });
  const refetch = () => fetchAgain(client, key.value);
  followRuns(({ run_id }) => run_id === id.value && refetch(), refetch);
  return query;
}

/** Starts a run of a kind. @throws ApiError 409 when one is under way. */
export async function startRun(kind: SyncKind, { full = false } = {}): Promise<void> {
  if (kind === 'g2a_products') {
    await unwrap(api.POST('/api/v1/admin/sync/g2a/products', { body: { full } }));
  } else if (kind === 'g2a_stock') await unwrap(api.POST('/api/v1/admin/sync/g2a/stock'));
  else await unwrap(api.POST('/api/v1/admin/sync/inventory'));
}
