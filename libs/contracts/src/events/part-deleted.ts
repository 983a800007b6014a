import { defineEvent } from '../define-event.js';
import { changedBy, partId, partKind, version } from '../fragments.js';

export const PartDeleted = defineEvent({
  type: 'part.deleted',
  topic: 'tandem.catalog.part',
  source: 'catalog',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'Staff deleted a part. Its id is never reused.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['part_id', 'version', 'sku', 'kind'],
    properties: {
      part_id: partId,
      version,
      sku: { type: 'string' },
      kind: partKind,
      changed_by: changedBy,
    },
  },
});
