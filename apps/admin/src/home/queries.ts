import { fetchAgain, unwrap } from '@tandem/ui';
import { timesOf } from '@tandem/ui/days';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { followOrders } from '../orders/queries';
import { api } from '../panel';
import { MOST_COUNTED } from './words';

/** Where no event tells of changes, an open page asks again so often. */
const ASK_AGAIN_MS = 10_000;
const NEWEST = 5;

const ORDERS = ['home-orders'] as const;

/** The orders of today where the reader is, newest first; fetched again with each event of an order. */
export function useOrdersOfToday() {
  const client = useQueryClient();
  const refetch = () => fetchAgain(client, ORDERS);
  followOrders(refetch, refetch);
  return useQuery({
    queryKey: ORDERS,
    queryFn: ({ signal }) => {
      const { from } = timesOf({ from: new Date().toLocaleDateString('sv') });
      const query = { from, limit: MOST_COUNTED };
      return unwrap(api.GET('/api/v1/admin/orders', { params: { query }, signal }));
    },
    // A day ends without an event.
    refetchInterval: 6 * ASK_AGAIN_MS,
  });
}

export const useOpenShortfalls = () =>
  useQuery({
    queryKey: ['home-shortfalls'],
    queryFn: ({ signal }) => {
      const query = { state: 'open', limit: MOST_COUNTED } as const;
      return unwrap(api.GET('/api/v1/admin/sync/shortfalls', { params: { query }, signal }));
    },
    refetchInterval: ASK_AGAIN_MS,
  });

/** What the shop does not try again by itself. */
export const useWorkForPeople = () =>
  useQuery({
    queryKey: ['home-work'],
    queryFn: async ({ signal }) => {
      const [jobs, letters, endpoints] = await Promise.all([
        unwrap(
          api.GET('/api/v1/admin/jobs', {
            params: { query: { state: 'given_up', limit: MOST_COUNTED } },
            signal,
          }),
        ),
        unwrap(
          api.GET('/api/v1/admin/events/dead-letters', {
            params: { query: { limit: MOST_COUNTED } },
            signal,
          }),
        ),
        // There are 20 at most.
        unwrap(
          api.GET('/api/v1/admin/webhook-endpoints', {
            params: { query: { limit: MOST_COUNTED } },
            signal,
          }),
        ),
      ]);
      const off = endpoints.items.filter(({ off_reason }) => off_reason !== null);
      return { jobs, letters, off };
    },
    refetchInterval: ASK_AGAIN_MS,
  });

/** The newest check, and nothing of the differences but how many there are. */
export const useLastCheck = () =>
  useQuery({
    queryKey: ['home-check'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/admin/consistency/report', { params: { query: { limit: 1 } }, signal }),
      ),
    refetchInterval: ASK_AGAIN_MS,
  });

export const useNewestChanges = () =>
  useQuery({
    queryKey: ['home-changes'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/admin/audit', { params: { query: { limit: NEWEST } }, signal })),
    refetchInterval: ASK_AGAIN_MS,
  });

export const usePartsChangedLast = () =>
  useQuery({
    queryKey: ['home-parts'],
    queryFn: ({ signal }) => {
      const query = { sort: 'updated', limit: NEWEST } as const;
      return unwrap(api.GET('/api/v1/admin/parts', { params: { query }, signal }));
    },
    refetchInterval: ASK_AGAIN_MS,
  });
