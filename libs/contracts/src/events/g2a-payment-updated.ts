import { defineEvent } from '../define-event.js';
import { money, timestamp, uuid, version } from '../fragments.js';

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
      payment_id: uuid,
      version,
      status: {
        enum: ['pending', 'complete', 'rejected', 'cancelled', 'partial_refunded', 'refunded'],
      },
      amount: money,
      refunded: money,
      transaction_id: { type: ['string', 'null'] },
      updated_at: timestamp,
    },
  },
});
