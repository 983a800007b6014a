import { unavailable } from '@tandem/kernel';
import { transaction, type Database, type Tx } from '@tandem/persistence';

/** How long an object stays that no image refers to: longer than any write or read of one takes. */
const GRACE = '1 hour';
const BATCH = 200;

/**
 * Notes that an object is about to be written, before it is: nothing is ever in the store that no row names.
 * @throws DomainError `unavailable` (503) while the housekeeping removes an object of this name.
 */
export async function noteObjects(
  database: Database | Tx,
  names: readonly string[],
): Promise<void> {
  // In one order, so that two writers of the same renditions do not wait for each other.
  const noted = await database.query(
    `insert into image_objects (content_sha256) select distinct n from unnest($1::text[]) n order by n
     on conflict (content_sha256) do update set noted_at = clock_timestamp() where not image_objects.removing
     returning content_sha256`,
    [names],
  );
  if (noted.length < new Set(names).size) throw beingRemoved();
}

/** Notes objects whose images are about to be removed: those that none refers to after the grace are orphans. */
export async function noteUnneeded(tx: Tx, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await tx.execute(
    `insert into image_objects (content_sha256) select n from unnest($1::text[]) n order by n
     on conflict (content_sha256) do update set noted_at = clock_timestamp() where not image_objects.removing`,
    [names],
  );
}

/**
 * Keeps the housekeeping from objects that this transaction is about to refer to. An upload that took longer than the grace is refused.
 * @throws DomainError `unavailable` (503)
 */
export async function holdObjects(tx: Tx, names: readonly string[]): Promise<void> {
  const held = await tx.query(
    `select 1 from image_objects where content_sha256 = any ($1::text[]) and not removing order by content_sha256 for share`,
    [names],
  );
  if (held.length < new Set(names).size) throw beingRemoved();
}

const beingRemoved = () => unavailable('This picture is being removed right now.', 5);

/**
 * Objects that were noted longer ago than the grace and that no image refers to, marked so that no writer relies on one of them any
 * more; those of a run that broke off come again. Notes of objects that are referred to have done their duty.
 */
export function takeOrphans(database: Database): Promise<string[]> {
  return transaction(database, async (tx) => {
    const old = await tx.query<{ content_sha256: string }>(
      `select content_sha256 from image_objects where noted_at < clock_timestamp() - interval '${GRACE}'
        order by noted_at limit ${BATCH} for update skip locked`,
    );
    const names = old.map(({ content_sha256 }) => content_sha256);
    // A statement of its own: it sees the images of writers that this one had to wait for.
    await tx.execute(
      `delete from image_objects o where o.content_sha256 = any ($1::text[]) and not o.removing and ${REFERRED}`,
      [names],
    );
    const orphans = await tx.query<{ content_sha256: string }>(
      `update image_objects set removing = true where content_sha256 = any ($1::text[]) returning content_sha256`,
      [names],
    );
    return orphans.map(({ content_sha256 }) => content_sha256);
  });
}

const REFERRED = `exists (select from image_renditions r where r.place = 's3' and r.content_sha256 = o.content_sha256)`;

/** An orphan is gone from the store. */
export async function forgetObject(database: Database, name: string): Promise<void> {
  await database.execute('delete from image_objects where content_sha256 = $1 and removing', [
    name,
  ]);
}
