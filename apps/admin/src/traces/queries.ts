import { unwrap, type SlowStatement, type TraceReason, type TraceSummary } from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { ServiceName } from '../background/types';
import { BY_SERVICE } from '../background/work';
import type { Look } from '../background/wording';
import { api } from '../panel';
import type { Filter } from '../table/filters';
import { useList, type Asked } from '../table/use-list';

interface TraceFilters {
  service?: ServiceName;
  min_ms?: number;
  failed?: boolean;
  correlation_id?: string;
}

type StatementFilters = Pick<TraceFilters, 'service' | 'min_ms'>;

/** No event tells of traces: an open page asks again so often. */
const ASK_AGAIN_MS = 10_000;

const BY_TIME: Filter = {
  kind: 'choice',
  name: 'min_ms',
  label: 'Took at least',
  choices: [
    { value: '100', title: '100 ms' },
    { value: '500', title: 'half a second' },
    { value: '1000', title: '1 second' },
    { value: '5000', title: '5 seconds' },
  ],
};

export const REASONS: Readonly<Record<TraceReason, Look>> = {
  failed: { text: 'Failed', color: 'error' },
  slow: { text: 'Slow', color: 'warning' },
  sample: { text: 'Drawn' },
};

/** Traces that were kept, newest first. */
export const useTracesList = () =>
  useList<TraceFilters, TraceSummary>({
    key: 'admin-traces',
    filters: [
      BY_SERVICE,
      BY_TIME,
      { kind: 'switch', name: 'failed', label: 'Only failed ones' },
      // Of a link from a change, a message or an error.
      { kind: 'own', name: 'correlation_id', label: 'Request' },
    ],
    ask: (query: Asked<TraceFilters>, signal: AbortSignal) =>
      unwrap(api.GET('/api/v1/admin/traces', { params: { query }, signal })),
    askAgainMs: ASK_AGAIN_MS,
  });

export const useTrace = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['admin-trace', id.value]),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/admin/traces/{trace_id}', {
          params: { path: { trace_id: id.value } },
          signal,
        }),
      ),
    staleTime: 0,
  });

/** Statements that were slow, the slowest first. */
export const useSlowStatements = () =>
  useList<StatementFilters, SlowStatement>({
    key: 'admin-slow-statements',
    filters: [BY_SERVICE, BY_TIME],
    ask: (query: Asked<StatementFilters>, signal: AbortSignal) =>
      unwrap(api.GET('/api/v1/admin/slow-statements', { params: { query }, signal })),
    askAgainMs: ASK_AGAIN_MS,
  });
