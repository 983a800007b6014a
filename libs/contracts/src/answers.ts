import type { FromSchema } from 'json-schema-to-ts';
import { g2aPayment, money, partId, timestamp, uuid } from './fragments.js';
import { answerOf, listOf, record } from './parser.js';
import { STOCK_SOURCES } from './sync-fragments.js';

/** What one service answers another. */

const contact = record({
  id: uuid,
  display_name: { type: 'string' },
  email: { type: 'string' },
  email_confirmed: { type: 'boolean' },
});
/** Who somebody is and where they are reached. */
export type Contact = FromSchema<typeof contact>;
export const contactAnswer = answerOf(contact);
export const contactsAnswer = answerOf(record({ items: listOf(contact) }));

const commitOutcome = {
  type: 'object',
  additionalProperties: false,
  required: ['order_id', 'outcome'],
  properties: {
    order_id: uuid,
    outcome: { enum: ['committed', 'not_found', 'over'] },
    state: { type: 'string' },
  },
} as const;
/** What became of an order's held pieces; `state` says how it ended when it is over. */
export type CommitOutcome = FromSchema<typeof commitOutcome>;
export const commitAnswer = answerOf(record({ results: listOf(commitOutcome) }));

const importedStock = {
  type: 'object',
  additionalProperties: false,
  required: ['row', 'outcome'],
  properties: {
    row: { type: 'integer', minimum: 1 },
    outcome: { enum: ['changed', 'unchanged', 'conflict', 'refused'] },
    message: { type: 'string' },
  },
} as const;
/** What became of the stock in a row of a file or of a bulk change; `message` says why it stays as it is. */
export type ImportedStock = FromSchema<typeof importedStock>;
export const importedStockAnswer = answerOf(record({ results: listOf(importedStock) }));

export const g2aPaymentAnswer = answerOf(record(g2aPayment));
export const g2aBegunAnswer = answerOf(record({ redirect_url: { type: 'string' } }));
export const g2aRefundAnswer = answerOf(record({ status: { enum: ['settled', 'pending'] } }));

const availability = record({
  part_id: partId,
  source: { enum: STOCK_SOURCES },
  /** Null: the outside did not say so in time. */
  quantity: { type: ['integer', 'null'], minimum: 0 },
  as_of: timestamp,
});
/** What an outside system has of a part right now, before what the shop has sold of it since. */
export type Availability = FromSchema<typeof availability>;
export const availabilityAnswer = answerOf(record({ items: listOf(availability) }));

/** A game key in the clear: it is handed through to its owner and kept nowhere. */
export const revealedKeyAnswer = answerOf(
  record({ key: { type: 'string' }, is_file: { type: 'boolean' } }),
);

/** What the shop and a customer still owe each other. */
export const standingAnswer = answerOf(
  record({ open: { type: 'integer', minimum: 0 }, balances: listOf(money) }),
);

const move = { enum: ['moved', 'not_needed'] } as const;
export const migrationAnswer = answerOf(record({ cart: move, wishlist: move }));
