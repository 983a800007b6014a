import { defineEvent } from '../define-event.js';
import { partChange } from '../fragments.js';

export const PartRestored = defineEvent({
  type: 'part.restored',
  topic: 'tandem.catalog.part',
  source: 'catalog',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'Staff restored a deleted part.',
  schema: partChange,
});
