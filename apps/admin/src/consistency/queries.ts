import { useQuery } from '@tanstack/vue-query';
import { unwrap, type ConsistencyReport } from '@tandem/ui';
import { api } from '../panel';
import { choicesOf, type Filter } from '../table/filters';
import { useList, type Asked } from '../table/use-list';
import { STATES, type DifferenceState } from './words';

/** A run tells how far it is, and finds something at any time. */
const ASK_AGAIN_MS = 2_000;
const READS_AGAIN_MS = 10_000;

const filters: readonly Filter[] = [
  { kind: 'choice', name: 'state', label: 'State', choices: choicesOf(STATES) },
];

const report = (asked: Asked<{ state?: DifferenceState }>, signal: AbortSignal) =>
  unwrap(api.GET('/api/v1/admin/consistency/report', { params: { query: asked }, signal }));

export type Difference = ConsistencyReport['items'][number];

/** The newest check, and the differences that are asked for, newest first. */
export function useConsistencyReport() {
  return useList<{ state?: DifferenceState }, Difference, ConsistencyReport>({
    key: 'admin-consistency',
    filters,
    ask: report,
    askAgainMs: ASK_AGAIN_MS,
  });
}

export async function beginCheck(): Promise<void> {
  await unwrap(api.POST('/api/v1/admin/consistency/check', { body: {} }));
}

/** What became of a difference that was to be repaired. */
export async function repairDifference(id: string) {
  const { items } = await unwrap(
    api.POST('/api/v1/admin/consistency/repair', { body: { difference_ids: [id] } }),
  );
  return items[0]!;
}

/** What the watcher read of the shop's pages in the last day. */
export function useReads() {
  return useQuery({
    queryKey: ['admin-consistency-reads'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/consistency/reads', { signal })),
    refetchInterval: READS_AGAIN_MS,
  });
}
