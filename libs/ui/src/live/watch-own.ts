import { onScopeDispose } from 'vue';
import type { LiveClient } from './live-client';
import type { CartUpdate, OrderUpdate } from './live-types';

/**
 * Follows orders for as long as the component lives: on the shop the signed-in shopper's own, on the admin panel
 * everybody's (`orders:read`). `onUpdate` gets each change once, in order, never an older version after a newer one;
 * `onResync` says that some may have been missed: fetch again what is shown. Guests hear nothing.
 *
 * An update carries status, totals and version of the order, not its lines: for a page that shows more, refetch on it.
 */
export function watchOrders(
  live: LiveClient,
  handlers: { onUpdate: (update: OrderUpdate) => void; onResync: () => void },
): void {
  onScopeDispose(live.watch({ onOrder: handlers.onUpdate, onResync: handlers.onResync }));
}

/**
 * Says when the signed-in shopper's cart was changed, on another device or here: with the version it has now, or without one
 * when some changes may have been missed. A page that shows an older one fetches it again.
 */
export function watchCart(live: LiveClient, onChange: (update?: CartUpdate) => void): void {
  onScopeDispose(live.watch({ onCart: onChange, onResync: () => onChange() }));
}
