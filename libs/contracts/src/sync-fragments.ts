import { money, partId, timestamp, uuid, version } from './fragments.js';

/** The outside systems that tell the shop what it has to sell. */
export const STOCK_SOURCES = ['warehouse', 'g2a'] as const;
export type StockSource = (typeof STOCK_SOURCES)[number];

/** What a run of synchronisation does. At most one of a kind runs at a time. */
export const SYNC_KINDS = ['g2a_products', 'g2a_stock', 'inventory'] as const;
export type SyncKind = (typeof SYNC_KINDS)[number];

/** A term of a taxonomy as G2A names it. */
const term = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: { id: { type: ['string', 'null'] }, name: { type: 'string' } },
} as const;

/** A product of G2A as it is offered in the shop: the price is what the shopper pays. */
export const g2aProduct = {
  type: 'object',
  additionalProperties: false,
  required: [
    'g2a_id',
    'version',
    'part_id',
    'sku',
    'name',
    'description',
    'price',
    'categories',
    'genres',
    'platforms',
    'images',
    'specifications',
    'region',
    'publisher',
    'developer',
    'release_date',
    'available',
    'updated_at',
  ],
  properties: {
    g2a_id: { type: 'string' },
    version,
    /** The part that it is linked to; null when the catalogue does not have it yet. */
    part_id: { anyOf: [partId, { type: 'null' }] },
    /** The SKU that a new part gets. */
    sku: { type: 'string' },
    name: { type: 'string' },
    /** HTML as G2A wrote it, not sanitised. */
    description: { type: 'string' },
    /** With the markup; null when G2A names no price. */
    price: { anyOf: [money, { type: 'null' }] },
    categories: { type: 'array', items: term },
    genres: { type: 'array', items: term },
    platforms: { type: 'array', items: term },
    /** Addresses, the cover first. */
    images: { type: 'array', items: { type: 'string' } },
    specifications: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'value', 'group'],
        properties: {
          name: { type: 'string' },
          value: { type: 'string' },
          group: { type: ['string', 'null'] },
        },
      },
    },
    region: { type: ['string', 'null'] },
    publisher: { type: ['string', 'null'] },
    developer: { type: ['string', 'null'] },
    release_date: { type: ['string', 'null'] },
    /** False: G2A has it no more, or does not sell it. Nothing else of the product is news then. */
    available: { type: 'boolean' },
    updated_at: timestamp,
  },
} as const;

/** How one bought key stands; a purchase is one unit of one line of an order, because G2A sells keys one by one. */
export const PURCHASE_STATES = [
  'wanted',
  'created',
  'paying',
  'paid',
  'delivered',
  'needs_staff',
  'refund',
] as const;
export type PurchaseState = (typeof PURCHASE_STATES)[number];

const purchaseFields = {
  purchase_id: uuid,
  version,
  order_id: uuid,
  part_id: partId,
  /** Counts the pieces of the line from 1. */
  unit: { type: 'integer', minimum: 1 },
} as const;

export const keyPurchase = {
  type: 'object',
  additionalProperties: false,
  required: [
    'purchase_id',
    'version',
    'order_id',
    'part_id',
    'unit',
    'state',
    'reason',
    'bought_at',
    'updated_at',
  ],
  properties: {
    ...purchaseFields,
    state: { enum: PURCHASE_STATES },
    /** Why staff are needed, or why the money goes back; a code. */
    reason: { type: ['string', 'null'] },
    /** When G2A counted it as sold: its figures of later fetches are without it. Null until then. */
    bought_at: { anyOf: [timestamp, { type: 'null' }] },
    updated_at: timestamp,
  },
} as const;

/** A key lies encrypted in the shop. The key itself is in no event. */
export const keyDelivery = {
  type: 'object',
  additionalProperties: false,
  required: [
    'purchase_id',
    'version',
    'order_id',
    'part_id',
    'unit',
    'key_id',
    'is_file',
    'replaces',
    'delivered_at',
  ],
  properties: {
    ...purchaseFields,
    key_id: uuid,
    /** A picture of the key instead of its text. */
    is_file: { type: 'boolean' },
    /** The key that this one is given for, when staff replaced it. */
    replaces: { anyOf: [uuid, { type: 'null' }] },
    delivered_at: timestamp,
  },
} as const;

/** How a run of synchronisation stands. */
export const syncRun = {
  type: 'object',
  additionalProperties: false,
  required: [
    'run_id',
    'version',
    'kind',
    'status',
    'processed',
    'total',
    'failed',
    'reason',
    'started_at',
    'finished_at',
  ],
  properties: {
    run_id: uuid,
    version,
    kind: { enum: SYNC_KINDS },
    status: { enum: ['running', 'completed', 'failed'] },
    processed: { type: 'integer', minimum: 0 },
    /** As far as the outside has told; null while unknown. */
    total: { type: ['integer', 'null'], minimum: 0 },
    failed: { type: 'integer', minimum: 0 },
    /** Why it failed; a code. */
    reason: { type: ['string', 'null'] },
    started_at: timestamp,
    finished_at: { anyOf: [timestamp, { type: 'null' }] },
  },
} as const;

/** A sale, or with a negative quantity a return, that the warehouse is to count. Numbers have no gaps. */
export const numberedSale = {
  type: 'object',
  additionalProperties: false,
  required: ['part_id', 'version', 'number', 'reference', 'sku', 'quantity', 'sold_at'],
  properties: {
    part_id: partId,
    version,
    number: { type: 'integer', minimum: 1 },
    /** The same for the same sale, however often it is reported. */
    reference: { type: 'string' },
    sku: { type: 'string' },
    quantity: { type: 'integer' },
    sold_at: timestamp,
  },
} as const;

/** The shop hears an outside system no more, or again. */
export const sourceHealth = {
  type: 'object',
  additionalProperties: false,
  required: ['source', 'version', 'last_success_at', 'at'],
  properties: {
    source: { enum: STOCK_SOURCES },
    version,
    last_success_at: { anyOf: [timestamp, { type: 'null' }] },
    at: timestamp,
  },
} as const;

/** What is held for orders is more than the outside system says there is. */
export const shortfallChange = {
  type: 'object',
  additionalProperties: false,
  required: [
    'part_id',
    'version',
    'shortfall_id',
    'source',
    'announced',
    'held',
    'missing',
    'state',
    'updated_at',
  ],
  properties: {
    part_id: partId,
    version,
    shortfall_id: uuid,
    source: { enum: STOCK_SOURCES },
    announced: { type: 'integer', minimum: 0 },
    held: { type: 'integer', minimum: 0 },
    /** Still missing, after what the rule has freed. */
    missing: { type: 'integer', minimum: 0 },
    state: { enum: ['open', 'resolved'] },
    updated_at: timestamp,
  },
} as const;
