import { defineEvent } from '../define-event.js';
import { undoneLink } from '../figure-fragments.js';

export const ProductUnlinked = defineEvent({
  type: 'product.unlinked',
  topic: 'tandem.sync.inventory',
  source: 'sync-gateway',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'Staff undid the link of a part to a product outside: that system counts it no more.',
  schema: undoneLink,
});
