import { defineEvent } from '../define-event.js';
import { uuid, version } from '../fragments.js';

export const CartUpdated = defineEvent({
  type: 'cart.updated',
  topic: 'tandem.order.cart',
  source: 'order',
  aggregateType: 'cart',
  aggregateKey: 'user_id',
  summary: 'A shopper changed the cart of their account. The event does not carry its contents.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['user_id', 'version'],
    properties: { user_id: uuid, version },
  },
});
