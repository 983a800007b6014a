import { fetchAgain, toApiError, unwrap, watchCart, watchLive, watchOrders } from '@tandem/ui';
import type { Cart, LiveEvent } from '@tandem/ui';
import { useQuery } from '@tanstack/vue-query';
import { computed, watch } from 'vue';
import { toast } from '../toasts';
import { live, queryClient, session, api } from '../shop';
import { CartChanges } from './cart-changes';
import { withCartEvent, withQuantities } from './cart-lines';
import { OwnChanges } from './own-changes';
import { shortageText } from './shortage';

/** A guest's cart and a user's are two carts: signing in must never show the one as the other. */
const cartKey = computed(() => ['cart', session.state.user?.id ?? 'guest'] as const);

let eventsSeen = 0;

export function acceptCart(cart: Cart): void {
  queryClient.setQueryData(cartKey.value, cart);
}

export function refetchCart(): void {
  fetchAgain(queryClient, ['cart']);
}

/** The carts of one browser's tabs are one: who changes it tells the others. */
const tabs = new BroadcastChannel('tandem.shop.cart');
tabs.addEventListener('message', refetchCart);

export const ownChanges = new OwnChanges({
  shown: () => queryClient.getQueryData<Cart>(cartKey.value)?.version,
  readAgain: refetchCart,
});

/** An answer that was under way while an event came in may be older than the event. */
async function answered(call: () => Promise<Cart>): Promise<Cart> {
  const before = eventsSeen;
  const cart = await ownChanges.during(call);
  if (eventsSeen !== before) refetchCart();
  tabs.postMessage('changed');
  return cart;
}

export const cartChanges = new CartChanges({
  send: (part_id, quantity) => {
    const params = { path: { part_id } };
    return answered(() =>
      unwrap(
        quantity > 0
          ? api.PUT('/api/v1/cart/items/{part_id}', { params, body: { quantity } })
          : api.DELETE('/api/v1/cart/items/{part_id}', { params }),
      ),
    );
  },
  sendAndLeave: (partId, quantity) => {
    const token = session.tokenAtHand();
    const isKept = quantity > 0;
    void fetch(`/api/v1/cart/items/${partId}`, {
      method: isKept ? 'PUT' : 'DELETE',
      keepalive: true,
      credentials: 'same-origin',
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(isKept ? { 'content-type': 'application/json' } : {}),
      },
      ...(isKept ? { body: JSON.stringify({ quantity }) } : {}),
    }).catch(() => undefined);
  },
  accept: acceptCart,
  refused: (partId, cause) => {
    toast(shortageText(toApiError(cause).problem, partId), 'error');
    refetchCart();
  },
});

window.addEventListener('pagehide', () => cartChanges.leave());
// A page that comes back from the browser's history does not know what became of what it sent.
window.addEventListener('pageshow', ({ persisted }) => persisted && refetchCart());

/**
 * Adds so many more of a part. Never sent twice by itself: a lost answer may have been a yes, so the cart is
 * fetched and shows which it was.
 */
export async function addToCart(partId: number, quantity: number): Promise<boolean> {
  await cartChanges.settled();
  try {
    const body = { part_id: partId, quantity };
    acceptCart(await answered(() => unwrap(api.POST('/api/v1/cart/items', { body }))));
    return true;
  } catch (cause) {
    toast(shortageText(toApiError(cause).problem, partId), 'error');
    refetchCart();
    return false;
  }
}

/** What its lines say of the shop may be old; not while something of the shopper's own is under way. */
export function refetchFilledCart(): void {
  if (queryClient.getQueryData<Cart>(cartKey.value)?.items.length) ownChanges.changed();
}

/** The cart as the shopper sees it: the shop's answer with what was just asked for on top. */
export function useCart() {
  const query = useQuery({
    queryKey: cartKey,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/cart', { signal })),
    enabled: computed(() => session.state.ready),
    // For guests no event tells of another window's change, nor for anybody whose socket is cut.
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
  });
  const cart = computed(
    () => query.data.value && withQuantities(query.data.value, cartChanges.wanted),
  );
  const quantityOf = (partId: number) =>
    cart.value?.items.find((line) => line.part_id === partId)?.quantity ?? 0;
  return { query, cart, quantityOf };
}

/**
 * Follows what other devices of the account do with its cart: change it, order what is in it, get it back when the order
 * fails.
 */
export function followOwnCart(): void {
  watchCart(live, (update) => ownChanges.changed(update?.version));
  watchOrders(live, {
    onUpdate: ({ data: { status } }) => {
      if (status === 'created' || status === 'failed') ownChanges.changed();
    },
    onResync: () => undefined,
  });
  watch(cartKey, () => ownChanges.forget());
}

function applyToCart(event: LiveEvent): void {
  eventsSeen += 1;
  queryClient.setQueryData<Cart>(cartKey.value, (old) => old && withCartEvent(old, event));
  // Stock comes complete in its event; what else changed (for sale, currency) the shop judges.
  const busy = queryClient.isFetching({ queryKey: cartKey.value }) > 0;
  if (busy || !event.type.startsWith('stock.')) refetchCart();
}

/** The cart of a page that shows it: each of its parts is followed. */
export function useFollowedCart(onChange: () => void = () => undefined) {
  const shown = useCart();
  watchLive(
    live,
    () => ({ parts: shown.query.data.value?.items.map((line) => line.part_id) ?? [] }),
    {
      onEvent: (event) => {
        applyToCart(event);
        onChange();
      },
      onResync: () => {
        refetchCart();
        onChange();
      },
      // The cart was read before the subscription stood: whatever came in between is fetched.
      onVersions: (versions) => {
        if (shown.query.data.value?.items.some((line) => versions[line.part_id])) refetchCart();
      },
    },
  );
  return shown;
}
