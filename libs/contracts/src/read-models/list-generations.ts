import type { PartKind } from '../http.js';

/**
 * What of parts a list may depend on. Which parts there are matters to every list; of the rest to a list only what it is
 * narrowed or sorted by. What it shows of a part it compares with the part's version on each read (decision 0076).
 */
const FACETS = ['members', 'category', 'terms', 'price', 'name', 'words'] as const;
export type ListFacet = (typeof FACETS)[number];
export const PART_KINDS = ['physical', 'game'] as const satisfies readonly PartKind[];

const keyOf = (of: string): string => `parts:list:generation:${of}`;

/** Counts up when a list may have changed that depends on this facet of parts of this kind. */
export const listGeneration = (kind: PartKind, facet: ListFacet): string =>
  keyOf(`${kind}:${facet}`);
/** Counts up when a part comes into stock or goes out of it. */
export const AVAILABILITY_GENERATION = keyOf('availability');
/** Counts up when categories, genres or platforms are added, renamed, moved or removed. */
export const TREE_GENERATION = keyOf('tree');

/** The facets that a field of a part is in; a field that is not named here may be in any. */
const FACETS_OF: Readonly<Record<string, readonly ListFacet[]>> = {
  status: ['members'],
  deleted_at: ['members'],
  price: ['price'],
  sale: ['price'],
  part_name: ['name', 'words'],
  sku: ['words'],
  description: ['words'],
  specifications: ['words'],
  region: ['words'],
  publisher: ['words'],
  developer: ['words'],
  category_id: ['category', 'words'],
  category: ['category', 'words'],
  genre_ids: ['terms'],
  platform_ids: ['terms'],
  genres: ['terms'],
  platforms: ['terms'],
  images: [],
  release_date: [],
};

/** Events after which a part is in other lists than before, or in none. */
const COMES_OR_GOES = new Set(['part.created', 'part.deleted', 'part.restored']);

/** A change of a part as far as lists care. */
export interface ListedChange {
  type: string;
  kind: PartKind;
  changed: readonly string[];
}

/** The generations that a change of a part raises. */
export function generationsOfChange({ type, kind, changed }: ListedChange): string[] {
  const facets = COMES_OR_GOES.has(type)
    ? ['members' as const]
    : changed.flatMap((field) => FACETS_OF[field] ?? FACETS);
  return [...new Set(facets)].map((facet) => listGeneration(kind, facet));
}

/** Of a change that nothing more is known of. */
export const ALL_PART_GENERATIONS: readonly string[] = PART_KINDS.flatMap((kind) =>
  FACETS.map((facet) => listGeneration(kind, facet)),
);

/** `<kind>:<field>,<field>…`, as the catalogue's schema announces a change beside its type. */
export function generationsAbout(type: string, about: string | undefined): readonly string[] {
  const [kind, fields] = about?.split(':') ?? [];
  if (fields === undefined || !isKind(kind)) return ALL_PART_GENERATIONS;
  return generationsOfChange({ type, kind, changed: fields === '' ? [] : fields.split(',') });
}

const isKind = (kind: string | undefined): kind is PartKind =>
  (PART_KINDS as readonly (string | undefined)[]).includes(kind);

/** The same words, of an event of the catalogue; undefined for what is none. */
export function aboutEvent(data: Readonly<Record<string, unknown>>): string | undefined {
  const { kind, changed } = data;
  if (typeof kind !== 'string') return undefined;
  return `${kind}:${Array.isArray(changed) ? changed.join(',') : ''}`;
}
