import { defineEvent } from '../define-event.js';
import { partChange } from '../fragments.js';

export const ContentRolledBack = defineEvent({
  type: 'content.rolled_back',
  topic: 'tandem.catalog.part',
  source: 'catalog',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary:
    'Staff restored an earlier version of a part’s content. The restored content is a new version.',
  schema: {
    ...partChange,
    required: [...partChange.required, 'rolled_back_to'],
    properties: { ...partChange.properties, rolled_back_to: { type: 'integer', minimum: 1 } },
  },
});
