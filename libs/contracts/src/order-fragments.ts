import { money, partId, partKind, timestamp, uuid, version } from './fragments.js';

/** The states of an order, and to which of them each may move. The database has the last word (`order_move_is_legal`). */
export const ORDER_MOVES = {
  created: ['awaiting_payment', 'paid', 'failed', 'cancelled'],
  awaiting_payment: ['paid', 'failed', 'cancelled'],
  paid: ['fulfilment_requested', 'cancelled', 'refunded'],
  fulfilment_requested: ['completed', 'refunded'],
  completed: ['refunded'],
  failed: [],
  cancelled: [],
  refunded: [],
} as const;

export type OrderStatus = keyof typeof ORDER_MOVES;
export const ORDER_STATUSES = Object.keys(ORDER_MOVES) as readonly OrderStatus[];

const orderFields = {
  order_id: uuid,
  version,
  number: { type: 'integer', minimum: 1 },
  user_id: uuid,
  status: { enum: ORDER_STATUSES },
  payment_method: { type: 'string' },
  total: money,
  refunded: money,
  items: {
    type: 'array',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['part_id', 'kind', 'sku', 'part_name', 'quantity', 'unit_price'],
      properties: {
        part_id: partId,
        kind: partKind,
        sku: { type: 'string' },
        part_name: { type: 'string' },
        quantity: { type: 'integer', minimum: 1 },
        unit_price: money,
      },
    },
  },
  /** Why it failed or was cancelled; a code. */
  reason: { type: ['string', 'null'] },
  updated_at: timestamp,
} as const;

const orderRequired = [
  'order_id',
  'version',
  'number',
  'user_id',
  'status',
  'payment_method',
  'total',
  'refunded',
  'items',
  'reason',
  'updated_at',
] as const;

/** What every change of an order carries. */
export const orderChange = {
  type: 'object',
  additionalProperties: false,
  required: orderRequired,
  properties: orderFields,
} as const;

/** An order of which money went back. */
export const orderRefund = {
  type: 'object',
  additionalProperties: false,
  required: [...orderRequired, 'refund'],
  properties: {
    ...orderFields,
    refund: {
      type: 'object',
      additionalProperties: false,
      required: ['refund_id', 'amount'],
      properties: { refund_id: uuid, amount: money },
    },
  },
} as const;

export const migratedCart = {
  type: 'object',
  additionalProperties: false,
  required: ['user_id', 'version', 'items'],
  properties: {
    user_id: uuid,
    version,
    items: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['part_id', 'quantity', 'ok'],
        properties: {
          part_id: partId,
          /** In the account's cart after the move. */
          quantity: { type: 'integer', minimum: 1 },
          /** False: there is less of it than that, or it is not for sale any more. */
          ok: { type: 'boolean' },
        },
      },
    },
  },
} as const;

export const migratedWishlist = {
  type: 'object',
  additionalProperties: false,
  required: ['user_id', 'version', 'part_ids'],
  properties: { user_id: uuid, version, part_ids: { type: 'array', items: partId } },
} as const;
