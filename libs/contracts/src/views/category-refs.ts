import { defineView } from './view.js';

/** The tree of categories. */
export const CategoryRefs = defineView({
  schema: 'catalog',
  name: 'category_refs',
  readers: ['inventory'],
  columns: {
    id: 'uuid',
    parent_id: 'uuid | null',
    name: 'text',
  },
  select: 'select id, parent_id, name from catalog.categories',
});
