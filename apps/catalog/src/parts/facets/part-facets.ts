import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { VersionedCache, type ListRead } from '@tandem/cache';
import { AVAILABILITY_GENERATION, PartsListEntry, TREE_GENERATION } from '@tandem/contracts';
import { Database } from '@tandem/persistence';
import type { PartFilter } from '../../search/part-matching.js';
import { resolveNames } from '../../search/resolve-names.js';
import { inTime } from '../../search/run-page.js';
import { marksOf } from '../../search/search-marks.js';
import { candidatesOf } from '../../search/search-page.js';
import { generationsOf, generationsOfList, kindsIn } from '../list-dependencies.js';
import { planOfShoppers } from '../list-plan.js';
import { choicesOf } from './choices.js';
import { countFound, foundParts, type FoundParts } from './counted-candidates.js';
import { countEntries, type Counted } from './counted-entries.js';
import type { FacetName, FacetValueView } from './facet.dto.js';
import { keptCounts, type Counts } from './kept-counts.js';
import { facetsOf, isKept, withoutOwn } from './narrowed.js';
import { PRICE_RANGES } from './price-ranges.js';

const TTL_SECONDS = 60;
const NOTHING: Counted = { tags: new Map(), prices: PRICE_RANGES.map(() => 0), isExact: true };

/** The facets of a list, made ready to be read: each is a list of its own in the cache, or of a search all of them are one. */
export type FacetReads = readonly { name: FacetName | null; read: ListRead }[];

/**
 * Counts what a list could be narrowed to (decision 0124). A facet depends on what its counts depend on and on nothing else,
 * as lists do: a sale leaves the counts of categories where they are.
 */
@Injectable()
export class PartFacets {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
  ) {}

  reads(filter: PartFilter): FacetReads {
    const names = facetsOf(filter);
    if (filter.terms) {
      const generationKeys = [
        ...new Set(names.flatMap((name) => generationsOfFacet(filter, name))),
      ];
      const loader = () => this.ofSearch(filter, names);
      const key = keyOf('all', { ...filter, sort: '', limit: 1 });
      return [{ name: null, read: { key, generationKeys, ttlSeconds: TTL_SECONDS, loader } }];
    }
    return names.map((name) => {
      const others = withoutOwn(filter, name);
      const generationKeys = generationsOfFacet(filter, name);
      const loader = async () => JSON.stringify(await this.ofList(others, name));
      const key = keyOf(name, others);
      return { name, read: { key, generationKeys, ttlSeconds: TTL_SECONDS, loader } };
    });
  }

  /** Raw JSON of the facets. */
  async read(reads: FacetReads): Promise<string> {
    const found = await Promise.all(
      reads.map(async ({ name, read }) => {
        const value = await this.cache.readList({ ...read, type: 'facets' });
        return name === null ? value : `"${name}":${value}`;
      }),
    );
    return reads[0]!.name === null ? found[0]! : `{${found.join(',')}}`;
  }

  private ofList(others: PartFilter, name: FacetName): Promise<FacetValueView[]> {
    return inTime(async () => {
      const kept = await keptCounts(this.database);
      if (isKept(name, others))
        return this.valuesOf(name, { tags: kept, prices: [], isExact: true }, kept);
      const tags = await resolveNames(this.database, others);
      const counted = tags
        ? await countEntries(this.database, planOfShoppers(others, tags), kept)
        : NOTHING;
      return this.valuesOf(name, counted, kept);
    });
  }

  /** One search without filters finds what each facet is counted among. */
  private ofSearch(filter: PartFilter, names: readonly FacetName[]): Promise<string> {
    return inTime(async () => {
      const kept = await keptCounts(this.database);
      const search = { terms: filter.terms, sort: 'price_asc', limit: 1 };
      const { candidates } = await candidatesOf(this.database, {
        filter: search,
        marks: marksOf(search, {}, null),
        forStaff: false,
        after: null,
      });
      const found = foundParts(candidates);
      const facets: Partial<Record<FacetName, FacetValueView[]>> = {};
      for (const name of names) {
        const counted = await this.countFound(found, withoutOwn(filter, name));
        facets[name] = await this.valuesOf(name, counted, kept);
      }
      return JSON.stringify(facets);
    });
  }

  private async countFound(found: FoundParts, others: PartFilter): Promise<Counted> {
    const tags = await resolveNames(this.database, others);
    return tags ? countFound(found, others, tags) : NOTHING;
  }

  private async valuesOf(
    name: FacetName,
    { tags, prices, isExact }: Counted,
    kept: Counts,
  ): Promise<FacetValueView[]> {
    if (name === 'price')
      return PRICE_RANGES.map((range, n) => ({
        ...range,
        count: prices[n]!,
        count_is_exact: isExact,
      }));
    const choices = await choicesOf(this.database, name, kept);
    const sum = (of: readonly number[], counts: Counts): number =>
      of.reduce((all, tag) => all + (counts.get(tag) ?? 0), 0);
    return choices.map(({ tags: of, ...choice }) => {
      // Whatever a list is narrowed by, it has no more of it than the shop; which parts are in stock is not kept.
      const most = name === 'in_stock' ? Infinity : sum(of, kept);
      const count = Math.min(sum(of, tags), most);
      return { ...choice, count, count_is_exact: isExact || most === 0 };
    });
  }
}

function generationsOfFacet(filter: PartFilter, name: FacetName): string[] {
  const others = withoutOwn(filter, name);
  const own: Readonly<Record<FacetName, () => string[]>> = {
    category: () => [...generationsOf(kindsIn(others), ['category']), TREE_GENERATION],
    kind: () => [],
    in_stock: () => [AVAILABILITY_GENERATION],
    price: () => generationsOf(kindsIn(others), ['price']),
    genre: () => [...generationsOf(['game'], ['terms']), TREE_GENERATION],
    platform: () => [...generationsOf(['game'], ['terms']), TREE_GENERATION],
  };
  return [...new Set([...generationsOfList(others), ...own[name]()])];
}

const keyOf = (name: string, filter: PartFilter): string => {
  const hash = createHash('sha256').update(JSON.stringify(filter)).digest('base64url').slice(0, 22);
  return PartsListEntry.key(`facet:${name}:${hash}`);
};
