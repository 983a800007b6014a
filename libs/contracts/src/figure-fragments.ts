import { partId, timestamp, version } from './fragments.js';
import { STOCK_SOURCES } from './sync-fragments.js';

/** The number of the link by which a product is a part's. A later link has a higher one. */
const link = { type: 'integer', minimum: 0 } as const;

/** A part has no product of that system any more, unless by a link with a higher number. */
export const undoneLink = {
  type: 'object',
  additionalProperties: false,
  required: ['part_id', 'version', 'system', 'external_id', 'unlinked_at'],
  properties: {
    part_id: partId,
    /** The number of the link: it grows with each link of a part. */
    version,
    system: { enum: STOCK_SOURCES },
    external_id: { type: 'string' },
    unlinked_at: timestamp,
  },
} as const;

/** What an outside system announced as on hand of a linked part. */
export const announcedStock = {
  type: 'object',
  additionalProperties: false,
  required: ['part_id', 'version', 'external_id', 'quantity', 'as_of'],
  properties: {
    part_id: partId,
    version,
    external_id: { type: 'string' },
    link,
    quantity: { type: 'integer', minimum: 0 },
    /** When the figure was asked for: what was sold later is not counted in it. */
    as_of: timestamp,
  },
} as const;

/** The same of the warehouse, which says how far it has counted the shop's sales. */
export const externalStock = {
  type: 'object',
  additionalProperties: false,
  required: ['part_id', 'version', 'sku', 'quantity', 'sequence', 'counted_through', 'as_of'],
  properties: {
    part_id: partId,
    version,
    sku: { type: 'string' },
    link,
    quantity: { type: 'integer', minimum: 0 },
    /** The warehouse's number of the change, beside `as_of` its order. */
    sequence: { type: 'integer', minimum: 0 },
    /** The number of the last sale that the figure is without. */
    counted_through: { type: 'integer', minimum: 0 },
    /** When the warehouse changed it (`updated_at` there). */
    as_of: timestamp,
  },
} as const;
