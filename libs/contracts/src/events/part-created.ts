import { defineEvent } from '../define-event.js';
import { partChange } from '../fragments.js';

export const PartCreated = defineEvent({
  type: 'part.created',
  topic: 'tandem.catalog.part',
  source: 'catalog',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'Staff added a part or a game.',
  schema: partChange,
});
