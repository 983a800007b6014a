import { defineEvent } from '../define-event.js';
import { partChange } from '../fragments.js';

export const PartCreated = defineEvent({
  type: 'part.created',
  topic: 'tandem.catalog.part',
  source: 'catalog',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'A part or game was added.',
  schema: partChange,
});
