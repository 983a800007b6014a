import { partFields } from '@tandem/contracts';
import { fromMinor, toMinor, validationFailed } from '@tandem/kernel';
import { sanitiseDescription } from './html.js';
import { PLAIN_FIELDS, plainFieldsOf, type PartContent } from './part-content.js';
import { publicationOf } from './publish-at.js';
import { refuseSale, saleOf } from './sale.js';
import type { ContentDto, SpecificationDto } from './part.dto.js';

const GAME_ONLY = [
  'genre_ids',
  'platform_ids',
  ...PLAIN_FIELDS.filter((field) => field in partFields.ofGames),
] as const;

/**
 * The content a part has after staff wrote these fields; fields not named stay.
 * @throws DomainError 422 naming fields that a part of this kind does not have.
 */
export function applyPatch(before: PartContent, patch: ContentDto): PartContent {
  refuseGameFields(before, patch);
  const after: PartContent = { ...before, ...plainFieldsOf(patch) };
  if (patch.part_name !== undefined) after.part_name = patch.part_name;
  if (patch.description !== undefined) after.description = sanitiseDescription(patch.description);
  if (patch.specifications !== undefined)
    after.specifications = patch.specifications.map(specification);
  if (patch.category_id !== undefined) after.category_id = patch.category_id?.toLowerCase() ?? null;
  if (patch.price !== undefined)
    after.price = fromMinor(toMinor(patch.price), patch.price.currency);
  if (patch.sale !== undefined) after.sale = patch.sale && saleOf(patch.sale, before.sale);
  if (patch.sku !== undefined) after.sku = patch.sku;
  Object.assign(after, publicationOf(before, patch));
  if (patch.genre_ids !== undefined) after.genre_ids = sorted(patch.genre_ids);
  if (patch.platform_ids !== undefined) after.platform_ids = sorted(patch.platform_ids);
  refuseSale(before, after);
  return after;
}

function refuseGameFields(before: PartContent, patch: ContentDto): void {
  if (before.kind === 'game') return;
  const given = GAME_ONLY.filter((field) => {
    const value = patch[field];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
  });
  if (given.length > 0)
    throw validationFailed(given.map((field) => ({ field, message: 'belongs to games only' })));
}

/** Without the names of what is not given, as the database reads it back. */
function specification({
  name,
  value,
  unit,
  group,
}: SpecificationDto): PartContent['specifications'][number] {
  return { name, value, ...(unit ? { unit } : {}), ...(group ? { group } : {}) };
}

const sorted = (ids: readonly string[]): string[] => ids.map((id) => id.toLowerCase()).sort();
