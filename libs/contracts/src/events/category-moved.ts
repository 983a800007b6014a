import { defineEvent } from '../define-event.js';
import { uuid, version } from '../fragments.js';

export const CategoryMoved = defineEvent({
  type: 'category.moved',
  topic: 'tandem.catalog.part',
  source: 'catalog',
  aggregateType: 'category',
  aggregateKey: 'category_id',
  summary:
    'A category got another parent: what is set for categories above it applies to its parts.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['category_id', 'version', 'parent_id'],
    properties: {
      category_id: uuid,
      version,
      /** Null: it is at the top. */
      parent_id: { anyOf: [uuid, { type: 'null' }] },
    },
  },
});
