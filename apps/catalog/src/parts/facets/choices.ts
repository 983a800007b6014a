import type { Queryable } from '@tandem/persistence';
import { BY_NAME } from '../../search/by-name.js';
import { IN_STOCK, KIND_TAGS, OUT_OF_STOCK } from '../../search/listing-tags.js';
import type { Counts } from './kept-counts.js';

/** A value of a facet, and the numbers that parts have which it is counted by. */
export interface Choice {
  value: string;
  label: string;
  tags: readonly number[];
  level?: number;
}

const KINDS: readonly Choice[] = [
  { value: 'physical', label: 'Parts', tags: [KIND_TAGS.physical!] },
  { value: 'game', label: 'Games', tags: [KIND_TAGS.game!] },
];
const STOCK: readonly Choice[] = [
  { value: 'true', label: 'In stock', tags: [IN_STOCK] },
  { value: 'false', label: 'Out of stock', tags: [OUT_OF_STOCK] },
];

interface CategoryRow {
  id: string;
  parent_id: string | null;
  slug: string;
  name: string;
  tags: number[];
}

/** A category that is being closed is, to shoppers, the one that its parts go to. */
const CATEGORIES = `
  select k.id, k.parent_id, k.slug, k.name,
    array(select c.tag from categories c where c.closes_into = k.id) || k.tag as tags
  from categories k where not k.closing order by k.position, k.name ${BY_NAME}`;

export async function choicesOf(
  db: Queryable,
  name: 'category' | 'kind' | 'in_stock' | 'genre' | 'platform',
  kept: Counts,
): Promise<readonly Choice[]> {
  if (name === 'kind') return KINDS;
  if (name === 'in_stock') return STOCK;
  if (name === 'category') return inTree(await db.query<CategoryRow>(CATEGORIES));
  const terms = await db.query<{ tag: number; slug: string; name: string; closing: boolean }>(
    `select tag, slug, name, closing from ${name}s order by name ${BY_NAME}`,
  );
  return terms
    .filter(({ tag, closing }) => !closing || (kept.get(tag) ?? 0) > 0)
    .map((term) => ({ value: term.slug, label: term.name, tags: [term.tag] }));
}

/** As people read the tree: each category before those below it, and with what is in them. */
function inTree(rows: readonly CategoryRow[]): Choice[] {
  const children = Map.groupBy(rows, ({ parent_id }) => parent_id);
  const below = (parent: string | null, level: number): Choice[] =>
    (children.get(parent) ?? []).flatMap(({ id, slug, name, tags }) => {
      const deeper = below(id, level + 1);
      const direct = deeper.filter((choice) => choice.level === level + 1);
      const all = [...tags, ...direct.flatMap((choice) => choice.tags)];
      return [{ value: slug, label: name, tags: all, level }, ...deeper];
    });
  return below(null, 0);
}
