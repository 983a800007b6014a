import { defineEvent } from '../define-event.js';
import { version } from '../fragments.js';
import { TAXONOMIES } from '../taxonomies.js';

export const TaxonomyChanged = defineEvent({
  type: 'taxonomy.changed',
  topic: 'tandem.catalog.part',
  source: 'catalog',
  aggregateType: 'taxonomy',
  aggregateKey: 'taxonomy',
  summary:
    'Categories, genres or platforms were added, renamed, moved, merged or removed: who shows a list of them reads it again.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['taxonomy', 'version'],
    properties: {
      taxonomy: { type: 'string', enum: TAXONOMIES },
      version,
    },
  },
});
