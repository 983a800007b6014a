import { defineEvent } from '../define-event.js';
import { migratedCart } from '../order-fragments.js';

export const CartMigrated = defineEvent({
  type: 'cart.migrated',
  topic: 'tandem.order.cart',
  source: 'order',
  aggregateType: 'cart',
  aggregateKey: 'user_id',
  summary: 'A guest’s cart was moved into the cart of their account.',
  schema: migratedCart,
});
