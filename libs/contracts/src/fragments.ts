/** Pieces that several schemas share. */

export const timestamp = { type: 'string', format: 'date-time' } as const;
export const uuid = { type: 'string', format: 'uuid' } as const;
export const partId = { type: 'integer', minimum: 1 } as const;
/** A counter of the aggregate that only grows; an older one never overwrites a newer one. */
export const version = { type: 'integer', minimum: 1 } as const;
const quantity = { type: 'integer', minimum: 0 } as const;
export const partKind = { enum: ['physical', 'game'] } as const;
export const roles = { type: 'array', items: { type: 'string' } } as const;
/** Who made the change; null for the system itself. Never shown to customers. */
export const changedBy = { type: ['string', 'null'] } as const;

export const money = {
  type: 'object',
  additionalProperties: false,
  required: ['amount', 'currency'],
  properties: {
    amount: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  },
} as const;

/** How a payment at G2A PAY stands. */
export const g2aPayment = {
  payment_id: uuid,
  version,
  status: {
    enum: ['pending', 'complete', 'rejected', 'cancelled', 'partial_refunded', 'refunded'],
  },
  amount: money,
  refunded: money,
  transaction_id: { type: ['string', 'null'] },
} as const;

export const reference = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'slug', 'name'],
  properties: { id: uuid, slug: { type: 'string' }, name: { type: 'string' } },
} as const;

export const specification = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'value'],
  properties: {
    name: { type: 'string' },
    value: { type: 'string' },
    unit: { type: ['string', 'null'] },
    group: { type: ['string', 'null'] },
  },
} as const;

export const image = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'url', 'alt', 'position', 'width', 'height'],
  properties: {
    id: uuid,
    url: { type: 'string' },
    alt: { type: 'string' },
    position: { type: 'integer', minimum: 0 },
    width: { type: 'integer', minimum: 1 },
    height: { type: 'integer', minimum: 1 },
  },
} as const;

export const specifications = { type: 'array', items: specification } as const;
export const images = { type: 'array', items: image } as const;

/** What a shopper may know of a part's stock. */
export const publicStockSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['current_stock', 'available_stock', 'is_in_stock', 'is_low_stock', 'as_of', 'stale'],
  properties: {
    current_stock: quantity,
    available_stock: quantity,
    is_in_stock: { type: 'boolean' },
    is_low_stock: { type: 'boolean' },
    as_of: { type: ['string', 'null'], format: 'date-time' },
    stale: { type: 'boolean' },
  },
} as const;

/** The same as it is cached: the source is the last field, and absent where the shop itself counts. */
export const cachedStockSchema = {
  ...publicStockSchema,
  properties: { ...publicStockSchema.properties, source: { type: 'string' } },
} as const;

/**
 * Fields of a part that are a column of their own, which staff write as it is. The catalogue's statements and what it
 * takes from staff are made of them. A column that can't be null has a `default` here too.
 */
const plain = {} as const;
const plainOfGames = {
  region: { type: ['string', 'null'] },
  publisher: { type: ['string', 'null'] },
  developer: { type: ['string', 'null'] },
  release_date: { type: ['string', 'null'] },
} as const;
export const plainPartFields = {
  type: 'object',
  additionalProperties: false,
  required: [],
  properties: { ...plain, ...plainOfGames },
} as const;

const named = {
  kind: partKind,
  sku: { type: 'string' },
  slug: { type: 'string' },
  part_name: { type: 'string' },
  description: { type: 'string' },
  category: { anyOf: [reference, { type: 'null' }] },
  ...plain,
} as const;
const NAMED = ['id', 'kind', 'sku', 'slug', 'part_name', 'description', 'category'] as const;

/** What games have beyond that. */
const ofGames = {
  genres: { type: 'array', items: reference },
  platforms: { type: 'array', items: reference },
  ...plainOfGames,
} as const;
const stamped = {
  /** The page stays, and nobody can buy the part any more. */
  discontinued: { type: 'boolean' },
  version,
  updated_at: timestamp,
} as const;
/** In the order in which they are shown. */
export const partFields = { named, ofGames, stamped } as const;
/** `price` is what a shopper pays; while a sale is on, the regular price and the end of the sale stand beside it. */
const prices = {
  price: money,
  regular_price: { anyOf: [money, { type: 'null' }] },
  sale_until: { type: ['string', 'null'], format: 'date-time' },
  /** Directive 98/6/EC, article 6a: the lowest price of the 30 days before the sale. */
  lowest_price_30_days: { anyOf: [money, { type: 'null' }] },
} as const;
const parted = { ...prices, specifications, images } as const;

/** A public part without what is cached apart: price, specifications, images and stock. */
export const partCore = {
  type: 'object',
  additionalProperties: false,
  required: [...NAMED, 'version', 'updated_at'],
  properties: { id: partId, ...named, ...ofGames, ...stamped },
} as const;

/** A public part without its stock, which is inventory's to tell. */
export const publicPartContent = {
  type: 'object',
  additionalProperties: false,
  required: [...NAMED, 'price', 'specifications', 'images', 'version', 'updated_at'],
  properties: { id: partId, ...named, ...parted, ...ofGames, ...stamped },
} as const;

/** A public part as shoppers get it. */
export const publicPart = {
  type: 'object',
  additionalProperties: false,
  required: [...publicPartContent.required, 'stock'],
  properties: { id: partId, ...named, ...ofGames, ...parted, stock: publicStockSchema, ...stamped },
} as const;

/** What changes of a part's content carry. */
export const partChange = {
  type: 'object',
  additionalProperties: false,
  required: ['part_id', 'version', 'kind', 'sku', 'changed', 'part'],
  properties: {
    part_id: partId,
    version,
    kind: partKind,
    sku: { type: 'string' },
    changed: { type: 'array', items: { type: 'string' } },
    /** Only an `active` part is public; absent means active. One that is no longer sold is public too, and says `discontinued`. */
    status: { enum: ['active', 'draft', 'archived'] },
    part: publicPartContent,
    changed_by: changedBy,
  },
} as const;

/** What every change of a stock level carries; the last four are for staff only. */
export const stockChange = {
  type: 'object',
  additionalProperties: false,
  required: [
    'part_id',
    'version',
    'current_stock',
    'available_stock',
    'is_in_stock',
    'is_low_stock',
    'updated_at',
    'reason',
    'reserved_quantity',
    'min_stock_level',
  ],
  properties: {
    part_id: partId,
    version,
    current_stock: quantity,
    available_stock: quantity,
    is_in_stock: { type: 'boolean' },
    is_low_stock: { type: 'boolean' },
    updated_at: timestamp,
    reason: { type: 'string' },
    reserved_quantity: quantity,
    min_stock_level: quantity,
    changed_by: changedBy,
  },
} as const;

export const reservationChange = {
  type: 'object',
  additionalProperties: false,
  required: ['order_id', 'version', 'reservation_id', 'lines'],
  properties: {
    order_id: { type: 'string' },
    version,
    reservation_id: uuid,
    lines: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['part_id', 'quantity'],
        properties: { part_id: partId, quantity: { type: 'integer', minimum: 1 } },
      },
    },
    expires_at: timestamp,
  },
} as const;

/** Why a reservation ended before it was paid: its time was up, or an outside system has its pieces no more. */
const HOLD_ENDS = ['time_up', 'stock_lost'] as const;
export type HoldEnd = (typeof HOLD_ENDS)[number];

export const reservationEnd = {
  ...reservationChange,
  properties: { ...reservationChange.properties, reason: { enum: HOLD_ENDS } },
} as const;
