import { fetchAgain, unwrap, type KeyOrder } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api } from '../../panel';
import { filtersOf, saveAnswer } from '../../save-file';
import { choicesOf, type Filter } from '../../table/filters';
import { useList, type Asked } from '../../table/use-list';
import { KEY_ORDERS, REASONS, type KeyAction, type KeyOrderState } from './key-words';

/** While the shop is at work on keys, no event tells of each step. */
const ASK_AGAIN_MS = 5_000;
/** One answer holds no more; an order of more keys shows the newest. */
const MOST = 100;

const filters: readonly Filter[] = [
  { kind: 'words', name: 'q', label: 'Game', maxlength: 100 },
  { kind: 'choice', name: 'state', label: 'State', choices: choicesOf(KEY_ORDERS) },
  {
    kind: 'choice',
    name: 'reason',
    label: 'Why',
    choices: Object.entries(REASONS).map(([value, title]) => ({ value, title })),
  },
];

interface KeyOrderFilters {
  state?: KeyOrderState;
  reason?: string;
  q?: string;
}

/** Saves the purchases that the filters leave as a file; no key is in it. */
export function exportKeyOrders(asked: Asked<KeyOrderFilters>): Promise<void> {
  const query = filtersOf(asked);
  const file = api.GET('/api/v1/admin/game-keys.csv', { params: { query }, parseAs: 'blob' });
  return saveAnswer(file, 'game-keys.csv');
}

/** Purchases of all orders, newest first. */
export function useKeyOrdersList() {
  return useList({
    key: 'admin-game-keys',
    filters,
    ask: async (asked: Asked<KeyOrderFilters>, signal) => {
      const page = await unwrap(
        api.GET('/api/v1/admin/game-keys', { params: { query: asked }, signal }),
      );
      return { ...page, items: page.items.map((one) => ({ ...one, id: one.purchase_id })) };
    },
    askAgainMs: ASK_AGAIN_MS,
  });
}

/** The purchases of one order, for as long as something may still become of one. */
export function useKeysOfOrder(orderId: Ref<string>, enabled: Ref<boolean>) {
  const client = useQueryClient();
  const key = computed(() => ['admin-game-keys-of', orderId.value] as const);
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => {
      const params = { query: { order_id: orderId.value, limit: MOST } };
      return unwrap(api.GET('/api/v1/admin/game-keys', { params, signal }));
    },
    enabled,
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
  return { query, refetch: () => fetchAgain(client, key.value) };
}

/** Does something about a purchase that needs nothing more from staff. */
export function changeKeyOrder(
  purchase_id: string,
  action: Exclude<KeyAction, 'upload'>,
): Promise<KeyOrder> {
  const params = { path: { purchase_id } };
  return unwrap(api.POST(`/api/v1/admin/game-keys/{purchase_id}/${action}`, { params }));
}

export function uploadKey(
  purchase_id: string,
  body: { key: string; is_file: boolean },
): Promise<KeyOrder> {
  const params = { path: { purchase_id } };
  return unwrap(api.POST('/api/v1/admin/game-keys/{purchase_id}/upload', { params, body }));
}
