import { Injectable } from '@nestjs/common';
import { CacheResponse, VersionedCache } from '@tandem/cache';
import { PART_KINDS, PartsListEntry, TREE_GENERATION } from '@tandem/contracts';
import { Database } from '@tandem/persistence';
import { generationsOf } from '../parts/list-dependencies.js';
import { IS_PUBLIC } from '../parts/part-sql.js';
import { BY_NAME } from '../search/by-name.js';

const TTL_SECONDS = 300;

type Names = 'categories' | 'genres' | 'platforms';

/** Names come and go with the parts that have them, or by staff. */
const GENERATIONS: Readonly<Record<Names, readonly string[]>> = {
  categories: [...generationsOf(PART_KINDS, ['members', 'category']), TREE_GENERATION],
  genres: generationsOf(['game'], ['members', 'terms']),
  platforms: generationsOf(['game'], ['members', 'terms']),
};

export interface CategoryNode {
  id: string;
  slug: string;
  name: string;
  /** Parts in it and below it that shoppers see. */
  count: number;
  children: CategoryNode[];
}

interface CategoryRow {
  id: string;
  parent_id: string | null;
  slug: string;
  name: string;
  own: number;
}

const CATEGORIES = `
  select k.id, k.parent_id, k.slug, k.name, count(p.id)::integer as own
  from categories k left join parts p on p.category_id = k.id and ${IS_PUBLIC}
  group by k.id order by k.position, k.name ${BY_NAME}`;

const counted = (name: 'genre' | 'platform'): string => `
  select t.id, t.slug, t.name, count(p.id)::integer as count
  from ${name}s t left join part_${name}s l on l.${name}_id = t.id left join parts p on p.id = l.part_id and ${IS_PUBLIC}
  group by t.id order by t.name ${BY_NAME}`;

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
      .map(({ id, slug, name, own }) => {
        const children = below(id);
        const count = children.reduce((sum, child) => sum + child.count, own);
        return { id, slug, name, count, children };
      });
  return below(null);
}
