import type { Queryable } from '@tandem/persistence';
import { isUUID } from 'class-validator';
import { Parameters } from './parameters.js';
import type { PartFilter } from './part-matching.js';
import type { ListingTags } from './listing-tags.js';

/** What was renamed or closed is found by its former slug and id. */
function named(
  of: 'category' | 'genre' | 'platform',
  name: string,
  parameters: Parameters,
): string {
  return isUUID(name, 'loose')
    ? `${of}_by_id(${parameters.add(name, 'uuid')})`
    : `${of}_by_slug(${parameters.add(name, 'text')})`;
}

/** The statement that looks up the names of a filter, or null when it has none. */
function namesStatement(filter: PartFilter): { sql: string; parameters: unknown[] } | null {
  const parameters = new Parameters();
  const columns: string[] = [];
  // Categories below the named one belong to it, and those that are being closed into them.
  if (filter.category)
    columns.push(`(with recursive below as (
        select k.id, k.tag from (select ${named('category', filter.category, parameters)} as id) n join categories k using (id)
        union select k.id, k.tag from categories k join below b on b.id in (k.parent_id, k.closes_into)
      ) select array_agg(tag) from below) as categories`);
  for (const to of ['genre', 'platform'] as const)
    if (filter[to])
      columns.push(
        `(select tag from ${to}s where id = ${named(to, filter[to], parameters)}) as ${to}`,
      );
  if (columns.length === 0) return null;
  return { sql: `select ${columns.join(', ')}`, parameters: parameters.values };
}

/**
 * The numbers behind a filter's names; null when one of them names nothing, so that nothing can match. Looked up on their own:
 * joined to the parts, a name that names nothing makes the planner read each part to find that out.
 */
export async function resolveNames(db: Queryable, filter: PartFilter): Promise<ListingTags | null> {
  // Only games have genres and platforms: the planner does not know, and would look at each part.
  if (filter.kind === 'physical' && (filter.genre || filter.platform)) return null;
  const statement = namesStatement(filter);
  if (!statement) return {};
  const [row] = await db.query<Record<string, unknown>>(statement.sql, statement.parameters);
  return Object.values(row!).includes(null) ? null : row!;
}
