import {
  AVAILABILITY_GENERATION,
  listGeneration,
  PART_KINDS,
  TREE_GENERATION,
  type ListFacet,
} from '@tandem/contracts';
import type { PartFilter } from '../search/part-matching.js';

/** The generations of facets of parts of these kinds. */
export const generationsOf = (
  kinds: readonly ('physical' | 'game')[],
  facets: readonly ListFacet[],
): string[] => kinds.flatMap((kind) => facets.map((facet) => listGeneration(kind, facet)));

/** The generations of which a list is: those of what it is narrowed and sorted by, and of no other. */
export function generationsOfList(filter: PartFilter): string[] {
  const kinds = kindsIn(filter);
  const facets: ListFacet[] = ['members'];
  const more: string[] = [];
  if (filter.category) {
    facets.push('category');
    more.push(TREE_GENERATION);
  }
  if (filter.genre || filter.platform) {
    facets.push('terms');
    more.push(TREE_GENERATION);
  }
  if (filter.min_price || filter.max_price || filter.sort.startsWith('price')) facets.push('price');
  if (filter.sort === 'name') facets.push('name');
  if (filter.terms) facets.push('words');
  if (filter.in_stock !== undefined) more.push(AVAILABILITY_GENERATION);
  return [...generationsOf(kinds, facets), ...new Set(more)];
}

/** Only games have genres and platforms. */
export function kindsIn({ kind, genre, platform }: PartFilter): readonly ('physical' | 'game')[] {
  if (genre || platform) return ['game'];
  return PART_KINDS.filter((one) => kind === undefined || kind === one);
}
