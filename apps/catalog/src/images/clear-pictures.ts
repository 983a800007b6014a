import { transaction, type Database, type Queryable } from '@tandem/persistence';
import { noteUnneeded } from './image-objects.js';

/* A version that is kept can be rolled back to, and carts show one of those; an import shows what it has fetched when it has all. */
const USED = `(
  exists (select from part_images i where i.sha256 = s.sha256)
  or exists (select from part_content_versions v
              where jsonb_path_query_array(v.content_snapshot, '$.images[*].url') ? ('/api/v1/images/' || s.sha256 || '.webp'))
  or exists (select from import_pictures w
              where w.pictures @> jsonb_build_array(jsonb_build_object('sha256', s.sha256))))`;

const SLICE = 5_000;

/** Notes which pictures nothing refers to any more, and which of those something does again. */
export async function markUnused(database: Database): Promise<void> {
  for (let after: string | null = ''; after !== null;) {
    const [looked]: { last: string | null }[] = await database.query<{ last: string | null }>(
      `with slice as materialized (
         select sha256, unused_since is not null as unused from image_blobs where sha256 > $1 order by sha256 limit ${SLICE}
       ), looked as materialized (select s.sha256, s.unused, ${USED} as used from slice s
       ), marked as (
         update image_blobs b set unused_since = case when l.unused then null else clock_timestamp() end
           from looked l where l.used = l.unused and b.sha256 = l.sha256
       )
       select max(sha256) as last from slice`,
      [after],
    );
    after = looked!.last;
  }
}

/**
 * Removes at most `atOnce` pictures that nothing has referred to for so many seconds. Their objects in the bucket are noted with
 * it, and go as orphans do.
 * @returns how many are gone.
 */
export function clearPictures(
  database: Database,
  seconds: number,
  atOnce: number,
): Promise<number> {
  return transaction(database, async (tx) => {
    const due = await tx.query<{ sha256: string }>(
      `select sha256 from image_blobs where unused_since < clock_timestamp() - make_interval(secs => $1::float8)
        order by unused_since limit $2`,
      [seconds, atOnce],
    );
    if (due.length === 0) return 0;
    const hashes = due.map(({ sha256 }) => sha256);
    // The objects before the pictures, as an upload takes them.
    const objects = await tx.query<{ name: string }>(
      `select distinct content_sha256 as name from image_renditions where sha256 = any ($1::text[]) and place = 's3'`,
      [hashes],
    );
    await noteUnneeded(
      tx,
      objects.map(({ name }) => name),
    );
    // What somebody is about to show is left for another time, and from here on nobody can: so the next statement sees all that do.
    const held = await tx.query<{ sha256: string }>(
      `select sha256 from image_blobs where sha256 = any ($1::text[])
          and unused_since < clock_timestamp() - make_interval(secs => $2::float8) for update skip locked`,
      [hashes, seconds],
    );
    return tx.execute(`delete from image_blobs s where sha256 = any ($1::text[]) and not ${USED}`, [
      held.map(({ sha256 }) => sha256),
    ]);
  });
}

/**
 * Which of these pictures are there. Each of them stays for as long as an unused one does, counted from now: whoever asks has the
 * time to show it.
 */
export async function holdPictures(
  db: Queryable,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  // In one order, so that two who ask do not wait for each other.
  await db.execute(
    `with unused as (
       select sha256 from image_blobs where sha256 = any ($1::text[]) and unused_since is not null order by sha256 for no key update
     )
     update image_blobs b set unused_since = null from unused u where b.sha256 = u.sha256`,
    [hashes],
  );
  const there = await db.query<{ sha256: string }>(
    'select sha256 from image_blobs where sha256 = any ($1::text[])',
    [hashes],
  );
  return new Set(there.map(({ sha256 }) => sha256));
}
