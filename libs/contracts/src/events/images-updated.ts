import { defineEvent } from '../define-event.js';
import { partChange } from '../fragments.js';

export const ImagesUpdated = defineEvent({
  type: 'images.updated',
  topic: 'tandem.catalog.part',
  source: 'catalog',
  aggregateType: 'part',
  aggregateKey: 'part_id',
  summary: 'The images of a part were added, removed or reordered.',
  schema: partChange,
});
