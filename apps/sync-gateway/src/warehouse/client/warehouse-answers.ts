import { answerOf, parserOf } from '@tandem/contracts';

const MOST = Number.MAX_SAFE_INTEGER;

const levelSchema = {
  type: 'object',
  required: ['sku', 'quantity', 'updated_at', 'sequence'],
  properties: {
    sku: { type: 'string', minLength: 1, maxLength: 100 },
    quantity: { type: 'integer', minimum: 0, maximum: 2_147_483_647 },
    updated_at: { type: 'string', format: 'date-time' },
    sequence: { type: 'integer', minimum: 0, maximum: MOST },
    counted_through: { type: 'integer', minimum: 0, maximum: MOST },
  },
} as const;

const readLevelText = parserOf(levelSchema);

/** What the warehouse says of one SKU. */
export interface Level {
  sku: string;
  quantity: number;
  updated_at: string;
  sequence: number;
  counted_through: number;
}

/** @returns null when it is not of the shape: one bad row does not spoil its page. */
export function readLevel(given: unknown): Level | null {
  const level = readLevelText(JSON.stringify(given));
  return level && { ...level, counted_through: level.counted_through ?? 0 };
}

/** Its rows are read one by one. */
export const readPage = answerOf({
  type: 'object',
  required: ['items'],
  properties: {
    items: { type: 'array', maxItems: 1_000 },
    next_cursor: { type: ['string', 'null'], maxLength: 1_000 },
  },
} as const);

export const readCounted = answerOf({
  type: 'object',
  required: ['counted_through'],
  properties: { counted_through: { type: 'integer', minimum: 0, maximum: MOST } },
} as const);

/** A refusal in the warehouse's words. */
export const readRefusal = parserOf({
  type: 'object',
  properties: {
    code: { type: 'string' },
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['reference'],
        properties: { reference: { type: 'string' } },
      },
    },
  },
} as const);
