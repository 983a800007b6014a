import {
  fetchAgain,
  unwrap,
  type BulkPreview,
  type BulkRow,
  type BulkRun,
  type BulkStockPreview,
} from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, watch, type Ref } from 'vue';
import { api } from '../panel';
import { filtersOf, saveAnswer } from '../save-file';
import { choicesOf } from '../table/filters';
import { useList, type Asked } from '../table/use-list';
import { isAtWork, RESULTS } from './wording';

const WHILE_AT_WORK_MS = 1_000;
const LIST_MS = 10_000;
const RUN = '/api/v1/admin/bulk/{id}';
const of = (id: string) => ({ path: { id } });
const runKey = (id: string) => ['bulk-change', id] as const;

/** Saves the list of bulk changes as a file. */
export const exportBulkRuns = (): Promise<void> =>
  saveAnswer(api.GET('/api/v1/admin/bulk.csv', { parseAs: 'blob' }), 'bulk-changes.csv');

/** All changes of many parts, newest first. */
export function useBulkRuns() {
  return useList({
    key: 'bulk-changes',
    filters: [],
    ask: ({ limit, cursor }: Asked<object>, signal) =>
      unwrap(api.GET('/api/v1/admin/bulk', { params: { query: { limit, cursor } }, signal })),
    askAgainMs: LIST_MS,
  });
}

/** One change, asked again each second while it is at work. */
export function useBulkRun(id: Ref<string>) {
  const client = useQueryClient();
  const run = useQuery({
    queryKey: computed(() => runKey(id.value)),
    queryFn: ({ signal }) => readBulkRun(id.value, signal),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? WHILE_AT_WORK_MS : false),
  });
  return { run, refetch: () => fetchAgain(client, runKey(id.value)) };
}

/** The parts of a change, asked again whenever more of them are dealt with. */
export function useBulkRows(id: string, run: Ref<BulkRun | undefined>) {
  const list = useList({
    key: `bulk-rows-${id}`,
    filters: [{ kind: 'choice', name: 'result', label: 'Result', choices: choicesOf(RESULTS) }],
    ask: ({ limit, cursor, result }: Asked<{ result?: BulkRow['result'] }>, signal) =>
      unwrap(
        api.GET('/api/v1/admin/bulk/{id}/rows', {
          params: { ...of(id), query: { limit, cursor, result } },
          signal,
        }),
      ),
  });
  watch(
    () => run.value && `${run.value.state} ${run.value.open} ${run.value.done}`,
    (now, before) => {
      if (before) list.refetch();
    },
  );
  return list;
}

/** Saves what became of each part of a change as a file. */
export function exportBulkRows(
  id: string,
  asked: Asked<{ result?: BulkRow['result'] }>,
): Promise<void> {
  const file = api.GET('/api/v1/admin/bulk/{id}/rows.csv', {
    params: { ...of(id), query: filtersOf(asked) },
    parseAs: 'blob',
  });
  return saveAnswer(file, 'bulk-change.csv');
}

/** Has frozen what a change would make of parts; nothing is changed yet. */
export const previewBulk = (body: BulkPreview): Promise<BulkRun> =>
  unwrap(api.POST('/api/v1/admin/bulk', { body }));

export const previewBulkStock = (body: BulkStockPreview): Promise<BulkRun> =>
  unwrap(api.POST('/api/v1/admin/bulk-stock', { body }));

/** Stock is for other staff than content, so it has routes of its own. */
const act = (step: 'start' | 'cancel' | 'undo' | 'repeat') => (run: BulkRun) =>
  unwrap<BulkRun>(
    run.change.stock
      ? api.POST(`/api/v1/admin/bulk-stock/{id}/${step}`, { params: of(run.id) })
      : api.POST(`/api/v1/admin/bulk/{id}/${step}`, { params: of(run.id) }),
  );

export const startBulk = act('start');
export const cancelBulk = act('cancel');
export const undoBulk = act('undo');
/** Answers with the change that does it. */
export const repeatBulk = act('repeat');

export const readBulkRun = (id: string, signal?: AbortSignal): Promise<BulkRun> =>
  unwrap(api.GET(RUN, { params: of(id), ...(signal && { signal }) }));
