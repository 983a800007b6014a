import { defineView } from './view.js';

/** Which parts there are, deleted or not, and the category of each. */
export const PartRefs = defineView({
  schema: 'catalog',
  name: 'part_refs',
  readers: ['inventory', 'sync', 'orders'],
  columns: {
    id: 'integer',
    sku: 'text',
    kind: 'text',
    status: 'text',
    deleted_at: 'timestamp(3) with time zone | null',
    category_id: 'uuid | null',
  },
  select: 'select id, sku, kind, status, deleted_at, category_id from catalog.parts',
});
