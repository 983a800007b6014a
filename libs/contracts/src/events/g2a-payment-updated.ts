import { defineEvent } from '../define-event.js';
import { g2aPayment, timestamp } from '../fragments.js';

export const G2aPaymentUpdated = defineEvent({
  type: 'g2a.payment.updated',
  topic: 'tandem.sync.g2a',
  source: 'sync-gateway',
  aggregateType: 'payment',
  aggregateKey: 'payment_id',
  summary: 'G2A PAY reported a new status of a payment.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: [
      'payment_id',
      'version',
      'status',
      'amount',
      'refunded',
      'transaction_id',
      'updated_at',
    ],
    properties: {
      ...g2aPayment,
      updated_at: timestamp,
    },
  },
});
