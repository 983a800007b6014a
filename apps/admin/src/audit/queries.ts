import { unwrap } from '@tandem/ui';
import { timesOf } from '@tandem/ui/days';
import { useInfiniteQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api } from '../panel';
import { filtersOf, saveAnswer } from '../save-file';
import type { Filter } from '../table/filters';
import { useList, type Asked } from '../table/use-list';

interface AuditFilters {
  table?: string;
  record_id?: string;
  operation?: 'INSERT' | 'UPDATE' | 'DELETE';
  changed_by?: string;
  from?: string;
  to?: string;
  q?: string;
}

const queryOf = <F extends AuditFilters>({ from, to, ...asked }: F) => ({
  ...asked,
  ...timesOf({ from, to }),
});

/** Saves the changes that the filters leave as a file. */
export function exportAudit(asked: Asked<AuditFilters>): Promise<void> {
  const query = filtersOf(queryOf(asked));
  const file = api.GET('/api/v1/admin/audit.csv', { params: { query }, parseAs: 'blob' });
  return saveAnswer(file, 'audit.csv');
}

/** What was changed anywhere, newest first. */
export const useAuditList = (filters: readonly Filter[]) =>
  useList({
    key: 'admin-audit',
    filters,
    ask: (asked: Asked<AuditFilters>, signal) =>
      unwrap(api.GET('/api/v1/admin/audit', { params: { query: queryOf(asked) }, signal })),
  });

const PAGE = 5;

/** What was changed of one record; asked again when its version is another. */
export const useRecordHistory = (
  of: () => { table: string; record: string; version: number | undefined },
) =>
  useInfiniteQuery({
    queryKey: computed(() => ['admin-audit-record', of()]),
    queryFn: ({ pageParam, signal }) => {
      const { table, record } = of();
      const query = { table, record_id: record, limit: PAGE, cursor: pageParam };
      return unwrap(api.GET('/api/v1/admin/audit', { params: { query }, signal }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    staleTime: 0,
  });
