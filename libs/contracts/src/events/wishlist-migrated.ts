import { defineEvent } from '../define-event.js';
import { migratedWishlist } from '../order-fragments.js';

export const WishlistMigrated = defineEvent({
  type: 'wishlist.migrated',
  topic: 'tandem.order.cart',
  source: 'order',
  aggregateType: 'wishlist',
  aggregateKey: 'user_id',
  summary: 'A guest’s wishlist was moved into the wishlist of their account.',
  schema: migratedWishlist,
});
