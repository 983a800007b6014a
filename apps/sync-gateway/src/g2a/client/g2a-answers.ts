import { answerOf, parserOf } from '@tandem/contracts';

const text = { type: ['string', 'null'] } as const;
const figure = { type: ['number', 'null'] } as const;
const id = { type: ['string', 'integer'], maxLength: 100 } as const;
const part = { type: ['object', 'null'] } as const;

/** A product as G2A tells of it. Its fields came over time, so most may be missing. */
const product = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'string', pattern: '^[\\w.-]{1,90}$' },
    name: { type: 'string', minLength: 1 },
    type: text,
    slug: text,
    qty: figure,
    /** EUR; what a buyer through the API pays. */
    minPrice: figure,
    availableToBuy: { type: ['boolean', 'null'] },
    thumbnail: text,
    smallImage: text,
    coverImage: text,
    images: { type: ['array', 'null'], items: { type: 'string' } },
    description: text,
    region: text,
    developer: text,
    publisher: text,
    platform: text,
    release_date: text,
    /** Without a zone: `2025-09-08 17:33:16`. */
    updated_at: text,
    restrictions: part,
    requirements: part,
    videos: { type: ['array', 'null'] },
    categories: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['name'],
        properties: { id: { type: ['string', 'number', 'null'] }, name: { type: 'string' } },
      },
    },
    priceLimit: part,
  },
} as const;

const readProductText = parserOf(product);

export type G2aProduct = NonNullable<ReturnType<typeof readProductText>>;

/** @returns null when it is not of the shape: one bad product does not spoil its page. */
export function readProduct(given: unknown): G2aProduct | null {
  return readProductText(JSON.stringify(given));
}

/** Its products are read one by one. */
export const readPage = answerOf({
  type: 'object',
  required: ['total', 'docs'],
  properties: {
    total: { type: 'integer', minimum: 0 },
    page: { type: ['integer', 'string', 'null'] },
    docs: { type: 'array', maxItems: 1_000 },
  },
} as const);

export const readCreated = answerOf({
  type: 'object',
  required: ['order_id', 'price'],
  properties: { order_id: id, price: { type: ['number', 'string'] }, currency: text },
} as const);

export const readPaid = answerOf({
  type: 'object',
  required: ['status'],
  properties: { status: { const: true }, transaction_id: { type: ['string', 'integer', 'null'] } },
} as const);

export const readDetails = answerOf({
  type: 'object',
  required: ['status'],
  properties: {
    status: { enum: ['new', 'pending', 'complete'] },
    price: { type: ['number', 'string', 'null'] },
    currency: text,
  },
} as const);

export const readKey = answerOf({
  type: 'object',
  required: ['key'],
  properties: { key: { type: 'string', minLength: 1 }, isFile: { type: ['boolean', 'null'] } },
} as const);

export const readToken = answerOf({
  type: 'object',
  required: ['access_token', 'expires_in'],
  properties: {
    access_token: { type: 'string', pattern: '^[\\x21-\\x7e]{1,4000}$' },
    expires_in: { type: 'number', minimum: 1 },
  },
} as const);
