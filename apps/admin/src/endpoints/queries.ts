import { fetchAgain, unwrap, type WebhookDelivery, type WebhookEndpoint } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api } from '../panel';
import { choicesOf } from '../table/filters';
import { useList, type Asked } from '../table/use-list';
import { STATES } from './wording';

const ALL = '/api/v1/admin/webhook-endpoints';
const ONE = '/api/v1/admin/webhook-endpoints/{id}';
/** No event tells of deliveries. */
const LOOK_AGAIN_MS = 5_000;

const of = (id: string) => ({ path: { id } });
const keyOf = (id: string) => ['webhook-endpoint', id] as const;

/** What staff type in of an endpoint. */
export type EndpointForm = Pick<WebhookEndpoint, 'url' | 'description' | 'types'>;

export const emptyForm = (): EndpointForm => ({ url: '', description: '', types: [] });

export function useEndpoints() {
  return useList({
    key: 'webhook-endpoints',
    filters: [],
    ask: ({ limit, cursor }: Asked<object>, signal) =>
      unwrap(api.GET(ALL, { params: { query: { limit, cursor } }, signal })),
    askAgainMs: LOOK_AGAIN_MS,
  });
}

export function useEndpoint(id: Ref<string>) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: computed(() => keyOf(id.value)),
    queryFn: ({ signal }) => unwrap(api.GET(ONE, { params: of(id.value), signal })),
    staleTime: 0,
    refetchInterval: LOOK_AGAIN_MS,
  });
  return { query, refetch: () => fetchAgain(client, keyOf(id.value)) };
}

/** The delivery log of one endpoint, newest first. */
export function useDeliveries(id: string) {
  return useList({
    key: `webhook-deliveries-${id}`,
    filters: [{ kind: 'choice', name: 'state', label: 'State', choices: choicesOf(STATES) }],
    ask: ({ limit, cursor, state }: Asked<{ state?: WebhookDelivery['state'] }>, signal) =>
      unwrap(
        api.GET(`${ONE}/deliveries`, {
          params: { ...of(id), query: { limit, cursor, state } },
          signal,
        }),
      ),
    askAgainMs: LOOK_AGAIN_MS,
  });
}

export const register = (body: EndpointForm) => unwrap(api.POST(ALL, { body }));

export const changeEndpoint = (
  { id, version }: WebhookEndpoint,
  change: Partial<EndpointForm> & { enabled?: boolean },
) => unwrap(api.PUT(ONE, { params: of(id), body: { ...change, version } }));

export const removeEndpoint = (id: string) => unwrap(api.DELETE(ONE, { params: of(id) }));

export const secretsOf = async (id: string) =>
  (await unwrap(api.GET(`${ONE}/secrets`, { params: of(id) }))).items;

export const rotateSecret = async (id: string) =>
  (await unwrap(api.POST(`${ONE}/secrets`, { params: of(id) }))).items;

export const sendTest = (id: string) => unwrap(api.POST(`${ONE}/test`, { params: of(id) }));

export const resend = (id: string, delivery_id: string) =>
  unwrap(
    api.POST(`${ONE}/deliveries/{delivery_id}/resend`, { params: { path: { id, delivery_id } } }),
  );

export const resendFailed = (id: string, since: string) =>
  unwrap(api.POST(`${ONE}/resend`, { params: of(id), body: { since } }));
