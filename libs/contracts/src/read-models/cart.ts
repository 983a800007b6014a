import { partId } from '../fragments.js';
import { readModel } from './read-model.js';

const line = {
  type: 'object',
  additionalProperties: false,
  required: ['part_id', 'quantity'],
  properties: { part_id: partId, quantity: { type: 'integer', minimum: 1 } },
} as const;

/** The lines of a cart, oldest first: what they cost and whether they can be had is asked for each time. */
export const CartEntry = readModel({
  key: ({ kind, id }: { kind: 'user' | 'guest'; id: string }) => `${kind}:${id}:cart`,
  format: 1,
  schema: { type: 'array', items: line },
});
