import { mayBecome } from '@tandem/contracts';
import type { Database } from '@tandem/persistence';
import { moveRefusal } from './errors.js';
import { PLAIN_FIELDS, type PartContent } from './part-content.js';
import { isDescribed } from './part-rules.js';

/** What can be put back alone, by the names that versions have for it. */
export const RESTORABLE_FIELDS = [
  'part_name',
  'sku',
  'description',
  'category',
  'price',
  'sale',
  'status',
  'specifications',
  'images',
  'genres',
  'platforms',
  ...PLAIN_FIELDS,
] as const;
export type RestorableField = (typeof RESTORABLE_FIELDS)[number];

const KEYS: Partial<Record<RestorableField, keyof PartContent>> = {
  category: 'category_id',
  genres: 'genre_ids',
  platforms: 'platform_ids',
};

/** The content of now with some fields of then. */
export function withFieldsOf(
  then: PartContent,
  now: PartContent,
  fields: readonly RestorableField[],
): PartContent {
  const keys = fields.map((field) => KEYS[field] ?? (field as keyof PartContent));
  // The one goes with the other.
  if (keys.includes('status')) keys.push('publish_at');
  return { ...now, ...Object.fromEntries(keys.map((key) => [key, then[key]])) };
}

/** Whether one of the things a roll-back depends on is as it must be. */
export interface RollBackCheck {
  field: RestorableField;
  ok: boolean;
  message: string;
}

interface Found {
  sku_free: boolean;
  category_there: boolean;
  images_there: boolean;
  genres_there: boolean;
  platforms_there: boolean;
}

/** What a version refers to, looked up as it is now. The roll-back itself is refused by the database where this is no longer so. */
export async function checkRollBack(
  database: Database,
  id: number,
  before: PartContent,
  content: PartContent,
): Promise<RollBackCheck[]> {
  const [found] = await database.query<Found>(
    `select not exists (select from parts where lower(sku) = lower($2) and deleted_at is null and id <> $1) as sku_free,
            $3::uuid is null or exists (select from categories where id = $3::uuid) as category_there,
            not exists (select from unnest($4::text[]) i (sha256)
                         where not exists (select from image_blobs b where b.sha256 = i.sha256)) as images_there,
            not exists (select from unnest($5::uuid[]) g (id) where not exists (select from genres x where x.id = g.id)) as genres_there,
            not exists (select from unnest($6::uuid[]) f (id) where not exists (select from platforms x where x.id = f.id)) as platforms_there`,
    [
      id,
      content.sku,
      content.category_id,
      content.images.map(({ sha256 }) => sha256),
      content.genre_ids,
      content.platform_ids,
    ],
  );
  const may = mayBecome(before.status, content.status);
  const { sku_free, category_there, images_there, genres_there, platforms_there } = found!;
  const checks: RollBackCheck[] = [
    told('sku', sku_free, 'The SKU is free.', 'The SKU belongs to another part now.'),
    told('category', category_there, 'The category is there.', 'The category is gone.'),
    told('images', images_there, 'All images are there.', 'An image is gone.'),
    told(
      'status',
      may && isDescribed(content),
      'All images say what they show.',
      may
        ? 'An image does not say what it shows, and shoppers would see the part.'
        : `The part ${moveRefusal(before.status, content.status)}.`,
    ),
  ];
  if (content.kind === 'game')
    checks.push(
      told('genres', genres_there, 'The genres are there.', 'A genre is gone.'),
      told('platforms', platforms_there, 'The platforms are there.', 'A platform is gone.'),
    );
  return checks;
}

const told = (field: RestorableField, ok: boolean, well: string, badly: string): RollBackCheck => ({
  field,
  ok,
  message: ok ? well : badly,
});
