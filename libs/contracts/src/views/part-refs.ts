import { defineView } from './view.js';

/** Which parts there are, deleted or not. */
export const PartRefs = defineView({
  schema: 'catalog',
  name: 'part_refs',
  readers: ['inventory', 'sync'],
  columns: {
    id: 'integer',
    sku: 'text',
    kind: 'text',
    status: 'text',
    deleted_at: 'timestamp(3) with time zone | null',
  },
  select: 'select id, sku, kind, status, deleted_at from catalog.parts',
});
