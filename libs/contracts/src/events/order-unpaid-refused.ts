import { defineEvent } from '../define-event.js';
import { timestamp, uuid, version } from '../fragments.js';

export const OrderUnpaidRefused = defineEvent({
  type: 'order.unpaid_refused',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'unpaid_refusals',
  aggregateKey: 'subject',
  summary:
    'Orders that would hold goods without being paid were refused again and again: of one account, or in the whole shop. Told once an hour and account.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['subject', 'version', 'account_id', 'refused', 'code', 'since'],
    properties: {
      subject: { type: 'string', description: 'The id of the account, or `shop` for all of them.' },
      version,
      account_id: { anyOf: [uuid, { type: 'null' }], description: 'Null: the whole shop.' },
      refused: { type: 'integer', minimum: 1 },
      code: {
        type: 'string',
        description: 'Why the last of them was refused, as POST /orders told it.',
      },
      since: timestamp,
    },
  },
});
