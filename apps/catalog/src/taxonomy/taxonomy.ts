import { Injectable } from '@nestjs/common';
import { CacheResponse, VersionedCache } from '@tandem/cache';
import { PART_KINDS, PartsListEntry, TREE_GENERATION } from '@tandem/contracts';
import { Database } from '@tandem/persistence';
import { KEPT_COUNTS } from '../parts/facets/kept-counts.js';
import { generationsOf } from '../parts/list-dependencies.js';
import { BY_NAME } from '../search/by-name.js';

const TTL_SECONDS = 300;

type Names = 'categories' | 'genres' | 'platforms';

/** Names come and go with the parts that have them, or by staff. */
const GENERATIONS: Readonly<Record<Names, readonly string[]>> = {
  categories: [...generationsOf(PART_KINDS, ['members', 'category']), TREE_GENERATION],
  genres: [...generationsOf(['game'], ['members', 'terms']), TREE_GENERATION],
  platforms: [...generationsOf(['game'], ['members', 'terms']), TREE_GENERATION],
};

export interface CategoryNode {
  id: string;
  slug: string;
  /** Addresses that lead to it, of before it was renamed or others were merged into it. */
  former_slugs: string[];
  name: string;
  /** Parts in it and below it that shoppers see. */
  count: number;
  children: CategoryNode[];
}

interface CategoryRow {
  id: string;
  parent_id: string | null;
  slug: string;
  former_slugs: string[];
  name: string;
  own: number;
}

/** A category that is being closed is, to shoppers, the one that its parts go to. */
const CATEGORIES = `
  with counted as (${KEPT_COUNTS})
  select k.id, k.parent_id, k.slug, k.name, coalesce(o.own, 0)::integer as own,
    array(select r.slug from category_redirects r where r.category_id = k.id
          union select c.slug from categories c where c.closes_into = k.id order by 1) as former_slugs
  from categories k left join (
    select coalesce(c.closes_into, c.id) as id, sum(n.parts) as own
    from categories c join counted n using (tag) group by 1
  ) o on o.id = k.id
  where not k.closing order by k.position, k.name ${BY_NAME}`;

const counted = (name: 'genre' | 'platform'): string => `
  with counted as (${KEPT_COUNTS})
  select t.id, t.slug, t.name, coalesce(n.parts, 0) as count
  from ${name}s t left join counted n using (tag)
  where n.parts > 0 or not t.closing order by t.name ${BY_NAME}`;

/** What parts are sorted into, with how many of them shoppers find there. */
@Injectable()
export class Taxonomy {
  constructor(
    private readonly database: Database,
    readonly cache: VersionedCache,
  ) {}

  /** Raw JSON of one of the lists. */
  @CacheResponse({
    ttl: TTL_SECONDS,
    list: (names: Names) => ({
      key: PartsListEntry.key(names),
      generationKeys: GENERATIONS[names],
    }),
  })
  async read(names: Names): Promise<string> {
    return JSON.stringify({ items: await this.readItems(names), next_cursor: null });
  }

  private async readItems(names: Names): Promise<unknown[]> {
    if (names === 'genres') return this.database.query(counted('genre'));
    if (names === 'platforms') return this.database.query(counted('platform'));
    return categoryTree(await this.database.query<CategoryRow>(CATEGORIES));
  }
}

/** Hangs categories under their parents and adds the counts from below. */
export function categoryTree(rows: readonly CategoryRow[]): CategoryNode[] {
  const below = (parent: string | null): CategoryNode[] =>
    rows
      .filter((row) => row.parent_id === parent)
      .map(({ id, slug, former_slugs, name, own }) => {
        const children = below(id);
        const count = children.reduce((sum, child) => sum + child.count, own);
        return { id, slug, former_slugs, name, count, children };
      });
  return below(null);
}
