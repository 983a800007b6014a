import { defineEvent } from '../define-event.js';
import { partChange } from '../fragments.js';

export const PriceUpdated = defineEvent({
  type: 'price.updated',
  topic: 'tandem.catalog.part',
  source: 'catalog',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'The price of a part changed, and nothing else.',
  schema: partChange,
});
