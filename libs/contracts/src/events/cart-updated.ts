import { defineEvent } from '../define-event.js';
import { uuid, version } from '../fragments.js';

export const CartUpdated = defineEvent({
  type: 'cart.updated',
  topic: 'tandem.order.cart',
  source: 'order',
  aggregateType: 'cart',
  aggregateKey: 'user_id',
  summary:
    'A shopper changed the cart of their account. What is in it is not told: whoever may see it asks for it.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['user_id', 'version'],
    properties: { user_id: uuid, version },
  },
});
