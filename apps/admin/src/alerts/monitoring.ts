import { unwrap, type StaffAlert } from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import type { Look } from '../background/wording';
import { api } from '../panel';
import { choicesOf, type Filter } from '../table/filters';
import { useList, type Asked } from '../table/use-list';

type AlertState = 'open' | 'past';

/** No event tells of alerts: an open page asks again so often. */
const ASK_AGAIN_MS = 5_000;
const SHOWN_AT_HOME = 5;

const STATES: Readonly<Record<AlertState, Look>> = {
  open: { text: 'Open', color: 'error' },
  past: { text: 'Past' },
};

export const SEVERITIES: Readonly<Record<StaffAlert['severity'], Look>> = {
  critical: { text: 'Critical', color: 'error' },
  warning: { text: 'Warning', color: 'warning' },
};

const filters: readonly Filter[] = [
  { kind: 'choice', name: 'state', label: 'State', choices: choicesOf(STATES) },
];

/** What the monitoring has told, newest first. */
export function useAlertsList() {
  return useList<{ state?: AlertState }, StaffAlert>({
    key: 'admin-alerts',
    filters,
    ask: (query: Asked<{ state?: AlertState }>, signal: AbortSignal) =>
      unwrap(api.GET('/api/v1/admin/alerts', { params: { query }, signal })),
    askAgainMs: ASK_AGAIN_MS,
  });
}

export const useOpenAlerts = () =>
  useQuery({
    queryKey: ['home-alerts'],
    queryFn: ({ signal }) => {
      const query = { limit: SHOWN_AT_HOME };
      return unwrap(api.GET('/api/v1/admin/alerts', { params: { query }, signal }));
    },
    refetchInterval: ASK_AGAIN_MS,
  });

export async function acknowledge(id: string): Promise<void> {
  await unwrap(api.POST('/api/v1/admin/alerts/{id}/acknowledge', { params: { path: { id } } }));
}
