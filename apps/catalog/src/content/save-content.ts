import { toMinor } from '@tandem/kernel';
import type { Tx } from '@tandem/persistence';
import { PLAIN_FIELDS, type PartContent } from './part-content.js';
import { slugOf } from './slug.js';

const COLUMNS = [
  'sku',
  'slug',
  'part_name',
  'description',
  'category_id',
  'price_minor',
  'currency',
  'sale_price_minor',
  'sale_from',
  'sale_until',
  'status',
  'publish_at',
  ...PLAIN_FIELDS,
  'updated_by',
  'updated_by_name',
];
const COLUMN_LIST = COLUMNS.join(', ');
const NEW_VALUES = COLUMNS.map((column) => `r.${column}`).join(', ');

interface WrittenBy {
  id: string | null;
  name: string | null;
}

/** New content of a part, and the fields in which it differs from what the part has. */
export interface ContentWrite {
  id: number;
  content: PartContent;
  changed: readonly (keyof PartContent)[];
}

type Saved = Pick<ContentWrite, 'id' | 'content'>;

const rowOf = (content: PartContent, editor: WrittenBy): object => ({
  kind: content.kind,
  sku: content.sku,
  slug: slugOf(content.part_name),
  part_name: content.part_name,
  description: content.description,
  category_id: content.category_id,
  price_minor: String(toMinor(content.price)),
  currency: content.price.currency,
  sale_price_minor: content.sale && String(toMinor(content.sale.price)),
  sale_from: content.sale?.from ?? null,
  sale_until: content.sale?.until ?? null,
  status: content.status,
  publish_at: content.publish_at,
  ...Object.fromEntries(PLAIN_FIELDS.map((field) => [field, content[field]])),
  updated_by: editor.id,
  updated_by_name: editor.name,
});

/**
 * Adds the rows of new parts and what belongs to them, in a few statements however many there are.
 * @returns their ids, in the order of the contents.
 */
export async function insertContents(
  tx: Tx,
  contents: readonly PartContent[],
  editor: WrittenBy,
): Promise<number[]> {
  const specified = contents.some(({ specifications }) => specifications.length > 0);
  if (specified) await tx.execute(DOCUMENTS, ['later']);
  const rows = await tx.query<{ id: number; sku: string }>(
    `insert into parts (kind, sale_state, ${COLUMN_LIST})
     select kind, sale_state_of(sale_from, sale_until), ${COLUMN_LIST} from jsonb_populate_recordset(null::parts, $1::jsonb) returning id, sku`,
    [JSON.stringify(contents.map((content) => rowOf(content, editor)))],
  );
  const idBySku = new Map(rows.map(({ id, sku }) => [sku, id]));
  const saved = contents.map((content) => ({ id: idBySku.get(content.sku)!, content }));
  await putGenres(tx, saved);
  await putPlatforms(tx, saved);
  await putImages(tx, saved);
  if (specified) await specifyNew(tx, saved);
  return saved.map(({ id }) => id);
}

/** Whether new parts get their search documents at once, or with their specifications. */
const DOCUMENTS = `select set_config('catalog.documents', $1, true)`;

/** The document of a part is made with its specifications; whoever has none is not to go without. */
async function specifyNew(tx: Tx, saved: readonly Saved[]): Promise<void> {
  await putSpecifications(tx, saved);
  await tx.execute('select refresh_part_search($1::integer[])', [
    idsOf(saved.filter(({ content }) => content.specifications.length === 0)),
  ]);
  await tx.execute(DOCUMENTS, ['']);
}

/** Writes the fields that changed; the version of each part moves with every call. */
export async function updateContents(
  tx: Tx,
  writes: readonly ContentWrite[],
  editor: WrittenBy,
): Promise<void> {
  if (writes.length === 0) return;
  await tx.execute(
    `update parts p set (${COLUMN_LIST}) = row (${NEW_VALUES}), updated_at = clock_timestamp(), version = p.version + 1,
       -- A sale that stays is begun and ended by its job, which tells of it.
       sale_state = case when (p.sale_from, p.sale_until) is not distinct from (r.sale_from, r.sale_until)
         then p.sale_state else sale_state_of(r.sale_from, r.sale_until) end
     from jsonb_populate_recordset(null::parts, $1::jsonb) r where p.id = r.id`,
    [JSON.stringify(writes.map(({ id, content }) => ({ id, ...rowOf(content, editor) })))],
  );
  const changing = (field: keyof PartContent): ContentWrite[] =>
    writes.filter(({ changed }) => changed.includes(field));
  await saveSpecifications(tx, changing('specifications'));
  await saveGenres(tx, changing('genre_ids'));
  await savePlatforms(tx, changing('platform_ids'));
  await saveImages(tx, changing('images'));
}

const idsOf = (saved: readonly Saved[]): number[] => saved.map(({ id }) => id);

async function saveSpecifications(tx: Tx, saved: readonly Saved[]): Promise<void> {
  if (saved.length === 0) return;
  await tx.execute(
    `delete from part_specifications s
      using jsonb_to_recordset($1::jsonb) as k (part_id integer, length integer)
      where s.part_id = k.part_id and s.position >= k.length`,
    [
      JSON.stringify(
        saved.map(({ id, content }) => ({ part_id: id, length: content.specifications.length })),
      ),
    ],
  );
  await putSpecifications(tx, saved);
}

async function putSpecifications(tx: Tx, saved: readonly Saved[]): Promise<void> {
  const rows = saved.flatMap(({ id, content }) =>
    content.specifications.map((one, position) => ({ part_id: id, position, ...one })),
  );
  if (rows.length === 0) return;
  await tx.execute(
    `insert into part_specifications as s (part_id, position, name, value, unit, "group")
     select part_id, position, name, value, unit, "group"
     from jsonb_populate_recordset(null::part_specifications, $1::jsonb)
     on conflict (part_id, position) do update
       set name = excluded.name, value = excluded.value, unit = excluded.unit, "group" = excluded."group"
       where (s.name, s.value, s.unit, s."group") is distinct from
         (excluded.name, excluded.value, excluded.unit, excluded."group")`,
    [JSON.stringify(rows)],
  );
}

const genresOf = (saved: readonly Saved[]) =>
  saved.flatMap(({ id, content }) =>
    content.genre_ids.map((genre_id) => ({ part_id: id, genre_id })),
  );

async function saveGenres(tx: Tx, saved: readonly Saved[]): Promise<void> {
  if (saved.length === 0) return;
  await tx.execute(
    `delete from part_genres l where l.part_id = any ($1::integer[]) and not exists (
       select from jsonb_populate_recordset(null::part_genres, $2::jsonb) k
        where (k.part_id, k.genre_id) = (l.part_id, l.genre_id))`,
    [idsOf(saved), JSON.stringify(genresOf(saved))],
  );
  await putGenres(tx, saved);
}

async function putGenres(tx: Tx, saved: readonly Saved[]): Promise<void> {
  const links = genresOf(saved);
  if (links.length === 0) return;
  await tx.execute(
    `insert into part_genres (part_id, genre_id)
     select part_id, genre_id from jsonb_populate_recordset(null::part_genres, $1::jsonb) on conflict do nothing`,
    [JSON.stringify(links)],
  );
}

const platformsOf = (saved: readonly Saved[]) =>
  saved.flatMap(({ id, content }) =>
    content.platform_ids.map((platform_id) => ({ part_id: id, platform_id })),
  );

async function savePlatforms(tx: Tx, saved: readonly Saved[]): Promise<void> {
  if (saved.length === 0) return;
  await tx.execute(
    `delete from part_platforms l where l.part_id = any ($1::integer[]) and not exists (
       select from jsonb_populate_recordset(null::part_platforms, $2::jsonb) k
        where (k.part_id, k.platform_id) = (l.part_id, l.platform_id))`,
    [idsOf(saved), JSON.stringify(platformsOf(saved))],
  );
  await putPlatforms(tx, saved);
}

async function putPlatforms(tx: Tx, saved: readonly Saved[]): Promise<void> {
  const links = platformsOf(saved);
  if (links.length === 0) return;
  await tx.execute(
    `insert into part_platforms (part_id, platform_id)
     select part_id, platform_id from jsonb_populate_recordset(null::part_platforms, $1::jsonb) on conflict do nothing`,
    [JSON.stringify(links)],
  );
}

const imagesOf = (saved: readonly Saved[]) =>
  saved.flatMap(({ id, content }) =>
    content.images.map((image, position) => ({ ...image, part_id: id, position })),
  );

async function saveImages(tx: Tx, saved: readonly Saved[]): Promise<void> {
  if (saved.length === 0) return;
  await tx.execute(
    `delete from part_images where part_id = any ($1::integer[]) and id <> all ($2::uuid[])`,
    [idsOf(saved), imagesOf(saved).map(({ id }) => id)],
  );
  await putImages(tx, saved);
}

async function putImages(tx: Tx, saved: readonly Saved[]): Promise<void> {
  const rows = imagesOf(saved);
  if (rows.length === 0) return;
  await tx.execute(
    `insert into part_images as i (id, part_id, sha256, alt, position)
     select id, part_id, sha256, alt, position from jsonb_populate_recordset(null::part_images, $1::jsonb)
     on conflict (id) do update set alt = excluded.alt, position = excluded.position
       where (i.alt, i.position) is distinct from (excluded.alt, excluded.position)`,
    [JSON.stringify(rows)],
  );
}
