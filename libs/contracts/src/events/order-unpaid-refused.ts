import { defineEvent } from '../define-event.js';
import { timestamp, uuid, version } from '../fragments.js';

export const OrderUnpaidRefused = defineEvent({
  type: 'order.unpaid_refused',
  topic: 'tandem.order.order',
  source: 'order',
  aggregateType: 'unpaid_refusals',
  aggregateKey: 'subject',
  summary:
    'Unpaid orders were refused repeatedly, for one account or for the whole shop. The event is sent at most once an hour for each account.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['subject', 'version', 'account_id', 'refused', 'code', 'since'],
    properties: {
      subject: {
        type: 'string',
        description: 'The id of the account, or `shop` for the whole shop.',
      },
      version,
      account_id: {
        anyOf: [uuid, { type: 'null' }],
        description: 'Null if it concerns the whole shop.',
      },
      refused: { type: 'integer', minimum: 1 },
      code: {
        type: 'string',
        description: 'The problem code of the last refusal, as returned by POST /orders.',
      },
      since: timestamp,
    },
  },
});
