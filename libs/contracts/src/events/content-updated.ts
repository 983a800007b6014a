import { defineEvent } from '../define-event.js';
import { partChange } from '../fragments.js';

export const ContentUpdated = defineEvent({
  type: 'content.updated',
  topic: 'tandem.catalog.part',
  source: 'catalog',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary:
    'The content of a part changed: its name, description, specifications, category, SKU or status.',
  schema: partChange,
});
