import { isCheckViolation, isForeignKeyViolation, isUniqueViolation } from '@tandem/persistence';
import { invalidField } from '@tandem/kernel';
import { skuTaken } from './errors.js';

const MISSING: Record<string, string> = {
  parts_category_id_fkey: 'category_id',
  part_images_sha256_fkey: 'images',
  part_genres_genre_id_fkey: 'genre_ids',
  part_platforms_platform_id_fkey: 'platform_ids',
};

/** Turns what a constraint of the database refused into an answer that names the field; other errors pass unchanged. */
export function asDomainError(error: unknown): unknown {
  if (isUniqueViolation(error, 'parts_sku_live')) return skuTaken();
  if (isCheckViolation(error, 'parts_category_open'))
    return invalidField('category_id', 'is being closed and takes no more parts');
  if (isCheckViolation(error, 'part_genres_open'))
    return invalidField('genre_ids', 'has one that is being closed and takes no more games');
  if (isCheckViolation(error, 'part_platforms_open'))
    return invalidField('platform_ids', 'has one that is being closed and takes no more games');
  for (const [constraint, field] of Object.entries(MISSING))
    if (isForeignKeyViolation(error, constraint)) return invalidField(field, 'does not exist');
  return error;
}
