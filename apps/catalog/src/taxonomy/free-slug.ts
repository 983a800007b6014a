import type { Tx } from '@tandem/persistence';
import { losesLetters, slugOf } from '../content/slug.js';

/**
 * A slug made from the name. Names in other scripts leave little or nothing of themselves, so theirs are numbered; the
 * same Latin name twice is a mistake that the slug's uniqueness tells.
 */
export async function freeSlug(
  tx: Tx,
  table: 'categories' | 'genres' | 'platforms',
  { name, otherwise }: { name: string; otherwise: string },
): Promise<string> {
  const slug = slugOf(name, otherwise);
  if (!losesLetters(name)) return slug;
  const [row] = await tx.query<{ free: string }>(
    `select c.slug as free
       from generate_series(1, (select count(*) + 1 from ${table})) n,
            lateral (select case when n = 1 then $1 else $1 || '-' || n end as slug) c
      where not exists (select 1 from ${table} k where k.slug = c.slug) order by n limit 1`,
    [slug],
  );
  return row!.free;
}
