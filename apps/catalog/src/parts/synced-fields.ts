/** The fields that G2A tells of a game that one of its products is linked to, until staff write one of them. */
export const SYNCED_FIELDS = [
  'part_name',
  'description',
  'category_id',
  'price',
  'specifications',
  'images',
  'genre_ids',
  'platform_ids',
  'region',
  'publisher',
  'developer',
  'release_date',
] as const;
export type SyncedField = (typeof SYNCED_FIELDS)[number];

export type FieldOwner = 'staff' | 'g2a';

export const isSynced = (field: string): field is SyncedField =>
  (SYNCED_FIELDS as readonly string[]).includes(field);
