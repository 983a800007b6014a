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
  'status',
  ...PLAIN_FIELDS,
  'updated_by',
  'updated_by_name',
];
const COLUMN_LIST = COLUMNS.join(', ');
const PLACES = COLUMNS.map((_, n) => `$${n + 2}`).join(', ');

interface WrittenBy {
  id: string | null;
  name: string | null;
}

const valuesOf = (content: PartContent, editor: WrittenBy): unknown[] => [
  content.sku,
  slugOf(content.part_name),
  content.part_name,
  content.description,
  content.category_id,
  String(toMinor(content.price)),
  content.price.currency,
  content.status,
  ...PLAIN_FIELDS.map((field) => content[field]),
  editor.id,
  editor.name,
];

/** Adds the row of a new part and what belongs to it. */
export async function insertContent(
  tx: Tx,
  content: PartContent,
  editor: WrittenBy,
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into parts (kind, ${COLUMN_LIST}) values ($1, ${PLACES}) returning id`,
    [content.kind, ...valuesOf(content, editor)],
  );
  const id = row!.id;
  await saveSpecifications(tx, id, content);
  await saveLinks(tx, id, 'genre', content.genre_ids);
  await saveLinks(tx, id, 'platform', content.platform_ids);
  await saveImages(tx, id, content);
  return id;
}

/** Writes the fields that changed; the version moves with every call. */
export async function updateContent(
  tx: Tx,
  id: number,
  content: PartContent,
  changed: readonly (keyof PartContent)[],
  editor: WrittenBy,
): Promise<void> {
  await tx.execute(
    `update parts set (${COLUMN_LIST}) = (${PLACES}), updated_at = clock_timestamp(), version = version + 1
     where id = $1`,
    [id, ...valuesOf(content, editor)],
  );
  if (changed.includes('specifications')) await saveSpecifications(tx, id, content);
  if (changed.includes('genre_ids')) await saveLinks(tx, id, 'genre', content.genre_ids);
  if (changed.includes('platform_ids')) await saveLinks(tx, id, 'platform', content.platform_ids);
  if (changed.includes('images')) await saveImages(tx, id, content);
}

async function saveSpecifications(
  tx: Tx,
  id: number,
  { specifications }: PartContent,
): Promise<void> {
  await tx.execute(`delete from part_specifications where part_id = $1 and position >= $2`, [
    id,
    specifications.length,
  ]);
  if (specifications.length === 0) return;
  await tx.execute(
    `insert into part_specifications as s (part_id, position, name, value, unit, "group")
     select $1, x.n - 1, x.spec ->> 'name', x.spec ->> 'value', x.spec ->> 'unit', x.spec ->> 'group'
     from jsonb_array_elements($2::jsonb) with ordinality x (spec, n)
     on conflict (part_id, position) do update
       set name = excluded.name, value = excluded.value, unit = excluded.unit, "group" = excluded."group"
       where (s.name, s.value, s.unit, s."group") is distinct from
         (excluded.name, excluded.value, excluded.unit, excluded."group")`,
    [id, JSON.stringify(specifications)],
  );
}

async function saveLinks(
  tx: Tx,
  id: number,
  to: 'genre' | 'platform',
  ids: readonly string[],
): Promise<void> {
  await tx.execute(`delete from part_${to}s where part_id = $1 and ${to}_id <> all ($2::uuid[])`, [
    id,
    ids,
  ]);
  if (ids.length === 0) return;
  await tx.execute(
    `insert into part_${to}s (part_id, ${to}_id) select $1, unnest($2::uuid[]) on conflict do nothing`,
    [id, ids],
  );
}

async function saveImages(tx: Tx, id: number, { images }: PartContent): Promise<void> {
  await tx.execute(`delete from part_images where part_id = $1 and id <> all ($2::uuid[])`, [
    id,
    images.map((image) => image.id),
  ]);
  if (images.length === 0) return;
  await tx.execute(
    `insert into part_images as i (id, part_id, sha256, alt, position)
     select (x.image ->> 'id')::uuid, $1, x.image ->> 'sha256', x.image ->> 'alt', x.n - 1
     from jsonb_array_elements($2::jsonb) with ordinality x (image, n)
     on conflict (id) do update set alt = excluded.alt, position = excluded.position
       where (i.alt, i.position) is distinct from (excluded.alt, excluded.position)`,
    [id, JSON.stringify(images)],
  );
}
