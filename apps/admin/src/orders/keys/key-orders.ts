import { fetchAgain, unwrap, type StaffOrder } from '@tandem/ui';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api } from '../../panel';
import { choicesOf, type Filter } from '../../table/filters';
import { useList, type Asked } from '../../table/use-list';
import { KEY_ORDERS, type KeyAction, type KeyOrderState } from './key-words';

/** The purchase of one key at G2A, for one unit of an order. */
export interface KeyOrder {
  purchase_id: string;
  order_id: string;
  part_id: number;
  unit: number;
  state: KeyOrderState;
  reason: string | null;
  paid: StaffOrder['total'];
  g2a_order_id: string | null;
  price: StaffOrder['total'] | null;
  key_id: string | null;
  revealed_at: string | null;
  version: number;
  created_at: string;
  updated_at: string;
}

interface KeyOrderPage {
  items: KeyOrder[];
  next_cursor: string | null;
}

type Call<T> = (
  path: string,
  init: object,
) => Promise<{ data?: T; error?: unknown; response: Response }>;

const get = api.GET as unknown as Call<KeyOrderPage>;
const post = api.POST as unknown as Call<KeyOrder>;

/** While the shop is at work on keys, no event tells of each step. */
const ASK_AGAIN_MS = 5_000;
/** One answer holds no more; an order of more keys shows the newest. */
const MOST = 100;

const filters: readonly Filter[] = [
  { kind: 'choice', name: 'state', label: 'State', choices: choicesOf(KEY_ORDERS) },
];

/** Purchases of all orders, newest first. */
export function useKeyOrdersList() {
  return useList({
    key: 'admin-game-keys',
    filters,
    ask: async (asked: Asked<{ state?: KeyOrderState }>, signal) => {
      const page = await unwrap(
        get('/api/v1/admin/game-keys', { params: { query: asked }, signal }),
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
      return unwrap(get('/api/v1/admin/game-keys', { params, signal }));
    },
    enabled,
    staleTime: 0,
    refetchInterval: ASK_AGAIN_MS,
  });
  return { query, refetch: () => fetchAgain(client, key.value) };
}

/** Does something about a purchase; `body` has the key when one is uploaded. */
export function changeKeyOrder(
  purchaseId: string,
  action: KeyAction,
  body?: { key: string; is_file: boolean },
): Promise<KeyOrder> {
  const params = { path: { purchase_id: purchaseId } };
  return unwrap(
    post(`/api/v1/admin/game-keys/{purchase_id}/${action}`, { params, ...(body && { body }) }),
  );
}
