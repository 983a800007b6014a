import { defineEvent } from '../define-event.js';
import { migratedWishlist } from '../order-fragments.js';

export const WishlistMigrated = defineEvent({
  type: 'wishlist.migrated',
  topic: 'tandem.order.cart',
  source: 'order',
  aggregateType: 'wishlist',
  aggregateKey: 'user_id',
  summary: 'What a guest had wished for is in the wishlist of the account now.',
  schema: migratedWishlist,
});
