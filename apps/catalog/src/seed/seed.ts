import { createHash } from 'node:crypto';
import { transaction, withDatabase, type Tx } from '@tandem/persistence';
import { slugOf } from '../content/slug.js';
import type { ProcessedImage } from '../images/process-image.js';
import { SNAPSHOT } from '../parts/part-sql.js';
import { games } from './games.js';
import { physicalParts, type SeedPart } from './physical-parts.js';
import { drawPictures, type Motif } from './pictures.js';
import { CATEGORIES, GENRES, PLATFORMS, type SeedCategory } from './taxonomy-data.js';

export interface SeedContext {
  env?: Record<string, string | undefined>;
  databaseUrl: string;
}

/**
 * Fills an empty catalogue with 200 parts and 300 games, the same on every machine. Nothing happens when there is a
 * part already, or in production. No events are written: whoever needs the first parts reads them.
 * @returns how many parts were added.
 */
export async function seed({ env, databaseUrl }: SeedContext): Promise<number> {
  if (env?.['NODE_ENV'] === 'production') return 0;
  const options = {
    url: databaseUrl,
    schema: 'catalog',
    applicationName: 'catalog-seed',
    poolSize: 1,
  };
  return withDatabase(options, async (database) => {
    const [known] = await database.query('select 1 from parts limit 1');
    if (known) return 0;
    const pictures = await drawPictures();
    return transaction(database, (tx) => fill(tx, pictures));
  });
}

async function fill(tx: Tx, pictures: Map<Motif, ProcessedImage[]>): Promise<number> {
  // Two that start at once take turns, and the second finds the parts of the first.
  await tx.query(`select pg_advisory_xact_lock(hashtext('tandem/catalog/seed'))`);
  const [known] = await tx.query('select 1 from parts limit 1');
  if (known) return 0;
  await addTaxonomy(tx);
  await addPictures(tx, [...pictures.values()].flat());
  const parts = mixed(physicalParts(), games());
  await addParts(tx, parts, pictures);
  return parts.length;
}

/** Parts and games take turns, so that the newest are some of each. */
function mixed(physical: SeedPart[], others: SeedPart[]): SeedPart[] {
  const parts: SeedPart[] = [];
  for (let i = 0; i < others.length; i++) {
    parts.push(others[i]!);
    if (i % 3 !== 2 && physical.length > 0) parts.push(physical.shift()!);
  }
  return [...parts, ...physical];
}

/** The same thing has the same id on every machine; shaped as a UUID of version 8. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(`tandem/seed/${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

interface CategoryRow {
  id: string;
  parent_id: string | null;
  slug: string;
  name: string;
  position: number;
}

async function addTaxonomy(tx: Tx): Promise<void> {
  const categories: CategoryRow[] = [];
  const walk = (nodes: SeedCategory[], parent: string | null): void =>
    nodes.forEach(({ slug, name, children = [] }, position) => {
      const id = idOf(`category/${slug}`);
      categories.push({ id, parent_id: parent, slug, name, position });
      walk(children, id);
    });
  walk(CATEGORIES, null);
  await tx.execute(
    `insert into categories (id, parent_id, slug, name, position)
     select * from jsonb_to_recordset($1::jsonb) as r (id uuid, parent_id uuid, slug text, name text, position integer)`,
    [JSON.stringify(categories)],
  );
  for (const [table, rows] of [
    ['genres', GENRES],
    ['platforms', PLATFORMS],
  ] as const)
    await tx.execute(
      `insert into ${table} (id, slug, name)
       select * from jsonb_to_recordset($1::jsonb) as r (id uuid, slug text, name text)`,
      [JSON.stringify(rows.map(([slug, name]) => ({ id: idOf(`${table}/${slug}`), slug, name })))],
    );
}

async function addPictures(tx: Tx, images: ProcessedImage[]): Promise<void> {
  await tx.execute(
    `insert into image_blobs (sha256, width, height)
     select * from unnest($1::text[], $2::integer[], $3::integer[])`,
    [images.map((i) => i.sha256), images.map((i) => i.width), images.map((i) => i.height)],
  );
  const rows = images.flatMap(({ sha256, renditions }) =>
    [...renditions].map(([width, bytes]) => ({ sha256, width, bytes })),
  );
  await tx.execute(
    `insert into image_renditions (sha256, width, bytes)
     select * from unnest($1::text[], $2::integer[], $3::bytea[])`,
    [rows.map((r) => r.sha256), rows.map((r) => r.width), rows.map((r) => r.bytes)],
  );
}

async function addParts(
  tx: Tx,
  parts: readonly SeedPart[],
  pictures: Map<Motif, ProcessedImage[]>,
): Promise<void> {
  const rows = parts.map((part) => ({
    ...part,
    slug: slugOf(part.part_name),
    category_id: idOf(`category/${part.category}`),
  }));
  const ids = await tx.query<{ id: number; sku: string }>(
    `insert into parts (kind, sku, slug, part_name, description, category_id, price_minor, currency,
       region, publisher, developer, release_date)
     select kind, sku, slug, part_name, description, category_id, price_minor, 'EUR', region, publisher, developer, release_date
     from jsonb_to_recordset($1::jsonb) as r (kind text, sku text, slug text, part_name text, description text,
       category_id uuid, price_minor bigint, region text, publisher text, developer text, release_date date)
     returning id, sku`,
    [JSON.stringify(rows)],
  );
  const idBySku = new Map(ids.map(({ id, sku }) => [sku, id]));
  const of = <R>(rowsOf: (part: SeedPart, id: number) => R[]): string =>
    JSON.stringify(parts.flatMap((part) => rowsOf(part, idBySku.get(part.sku)!)));

  await tx.execute(
    `insert into part_specifications (part_id, position, name, value, unit, "group")
     select * from jsonb_to_recordset($1::jsonb)
       as r (part_id integer, position smallint, name text, value text, unit text, "group" text)`,
    [
      of((part, part_id) =>
        part.specifications.map((s, position) => ({ part_id, position, ...s })),
      ),
    ],
  );
  for (const kind of ['genre', 'platform'] as const)
    await tx.execute(
      `insert into part_${kind}s (part_id, ${kind}_id)
       select * from jsonb_to_recordset($1::jsonb) as r (part_id integer, id uuid)`,
      [
        of((part, part_id) =>
          part[`${kind}s`].map((slug) => ({ part_id, id: idOf(`${kind}s/${slug}`) })),
        ),
      ],
    );
  await tx.execute(
    `insert into part_images (id, part_id, sha256, alt, position)
     select * from jsonb_to_recordset($1::jsonb)
       as r (id uuid, part_id integer, sha256 text, alt text, position smallint)`,
    [of((part, part_id) => imagesOf(part, part_id, pictures.get(part.motif)!))],
  );
  await tx.execute(
    `insert into part_content_versions
       (id, part_id, version_number, content_snapshot, change_summary, event_type, created_at)
     select (x ->> 'version_id')::uuid, p.id, p.version, ${SNAPSHOT}, 'Created', 'part.created', p.created_at
     from parts p join jsonb_array_elements($1::jsonb) x on (x ->> 'part_id')::integer = p.id`,
    [of((part, part_id) => [{ part_id, version_id: idOf(`version/${part.sku}`) }])],
  );
}

function imagesOf(part: SeedPart, part_id: number, pictures: ProcessedImage[]) {
  return Array.from({ length: Math.min(part.pictures, pictures.length) }, (_, position) => ({
    id: idOf(`image/${part.sku}/${position}`),
    part_id,
    sha256: pictures[(part_id + position) % pictures.length]!.sha256,
    alt: position === 0 ? part.part_name : `${part.part_name}, view ${position + 1}`,
    position,
  }));
}
