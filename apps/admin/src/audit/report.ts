import { unwrap, type AuditReport } from '@tandem/ui';
import { timesOf } from '@tandem/ui/days';
import { api } from '../panel';
import type { Filter } from '../table/filters';
import { useList, type Asked } from '../table/use-list';

interface ReportFilters {
  changed_by?: string;
  table?: string;
  from?: string;
  to?: string;
}

export type ReportLine = AuditReport['items'][number] & { id: string };
type Report = Omit<AuditReport, 'items'> & { items: ReportLine[]; next_cursor: null };

/** Who did how much of what, most first; the last seven days unless others are asked for. */
export const useAuditReport = (filters: readonly Filter[]) =>
  useList<ReportFilters, ReportLine, Report>({
    key: 'admin-audit-report',
    filters,
    ask: async ({ changed_by, table, from, to }: Asked<ReportFilters>, signal) => {
      const query = { changed_by, table, ...timesOf({ from, to }) };
      const report = await unwrap(
        api.GET('/api/v1/admin/audit/report', { params: { query }, signal }),
      );
      const items = report.items.map((line) => ({
        ...line,
        id: [line.changed_by, line.table_schema, line.table_name, line.operation].join(),
      }));
      return { ...report, items, next_cursor: null };
    },
  });
