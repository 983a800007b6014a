import { defineEvent } from '../define-event.js';
import { migratedCart } from '../order-fragments.js';

export const CartMigrated = defineEvent({
  type: 'cart.migrated',
  topic: 'tandem.order.cart',
  source: 'order',
  aggregateType: 'cart',
  aggregateKey: 'user_id',
  summary: 'What a guest had in the cart is in the cart of the account now.',
  schema: migratedCart,
});
