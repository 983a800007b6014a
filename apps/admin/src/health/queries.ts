import { fetchAgain, unwrap, type Incident, type NewIncidentEntry } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api } from '../panel';
import { choicesOf } from '../table/filters';
import { useList, type Asked } from '../table/use-list';
import { INCIDENT_STATES } from './words';

const INCIDENTS = '/api/v1/admin/incidents';
const INCIDENT = '/api/v1/admin/incidents/{id}';
/** No event tells of health or incidents: an open page asks again so often. */
const ASK_AGAIN_MS = 5_000;
const SHOWN_CHANGES = 12;

const of = (id: string) => ({ path: { id } });
const keyOf = (id: string) => ['incident', id] as const;

export const useHealth = () =>
  useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/health', { signal })),
    refetchInterval: ASK_AGAIN_MS,
    staleTime: 0,
  });

/** The newest changes of health. */
export const useHealthChanges = () =>
  useQuery({
    queryKey: ['health-changes'],
    queryFn: ({ signal }) => {
      const query = { limit: SHOWN_CHANGES };
      return unwrap(api.GET('/api/v1/admin/health/changes', { params: { query }, signal }));
    },
    refetchInterval: ASK_AGAIN_MS,
    staleTime: 0,
  });

/** What the public reads. */
export const usePublicStatus = () =>
  useQuery({
    queryKey: ['public-status'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/status', { signal })),
    refetchInterval: ASK_AGAIN_MS,
    staleTime: 0,
  });

type State = 'open' | 'closed';

export function useIncidents() {
  return useList<{ state?: State }, Incident>({
    key: 'incidents',
    filters: [
      { kind: 'choice', name: 'state', label: 'State', choices: choicesOf(INCIDENT_STATES) },
    ],
    ask: ({ limit, cursor, state }: Asked<{ state?: State }>, signal) =>
      unwrap(api.GET(INCIDENTS, { params: { query: { limit, cursor, state } }, signal })),
    askAgainMs: ASK_AGAIN_MS,
  });
}

export function useIncident(id: Ref<string>) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: computed(() => keyOf(id.value)),
    queryFn: ({ signal }) => unwrap(api.GET(INCIDENT, { params: of(id.value), signal })),
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
  return { query, refetch: () => fetchAgain(client, keyOf(id.value)) };
}

export const openIncident = (title: string) => unwrap(api.POST(INCIDENTS, { body: { title } }));

export const addEntry = (id: string, body: NewIncidentEntry) =>
  unwrap(api.POST(`${INCIDENT}/entries`, { params: of(id), body }));

export const hideEntry = (id: string, entry_id: string) =>
  unwrap(api.POST(`${INCIDENT}/entries/{entry_id}/hide`, { params: { path: { id, entry_id } } }));

export const closeIncident = (id: string, said: string) =>
  unwrap(api.POST(`${INCIDENT}/close`, { params: of(id), body: { said } }));
