import { defineEvent } from '../define-event.js';
import { shortfallChange } from '../sync-fragments.js';

export const ShortfallChanged = defineEvent({
  type: 'shortfall.changed',
  topic: 'tandem.inventory.stock',
  source: 'inventory',
  aggregateType: 'shortfall',
  aggregateKey: 'shortfall_id',
  summary: 'More is held of a part than there is, or is no longer.',
  schema: shortfallChange,
});
