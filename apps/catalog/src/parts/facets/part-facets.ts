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
import { planOfShoppers, type ListPlan } from '../list-plan.js';
import { choicesOf } from './choices.js';
import { countFound, foundParts } from './counted-candidates.js';
import { countEntries, entriesOf, type Counted } from './counted-entries.js';
import type { FacetName, FacetValueView } from './facet.dto.js';
import { keptCounts, type Counts } from './kept-counts.js';
import { countedTogether, facetsOf, isKept, withoutOwn } from './narrowed.js';
import { PRICE_RANGES } from './price-ranges.js';

const TTL_SECONDS = 60;
type CountedFacets = ReadonlyMap<FacetName, Counted>;
const NOTHING: Counted = { tags: new Map(), prices: PRICE_RANGES.map(() => 0), isExact: true };

/** The facets of a list, made ready to be read: those that are counted together are an entry of the cache. */
export type FacetReads = readonly ListRead[];

/**
 * Counts what a list could be narrowed to (decision 0124). What is counted together depends on what its counts depend on and on
 * nothing else, as lists do: a sale leaves alone what the whole shop has of a genre.
 */
@Injectable()
export class PartFacets {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
  ) {}

  reads(filter: PartFilter): FacetReads {
    const names = facetsOf(filter);
    const together = filter.terms ? [names] : countedTogether(filter, names);
    return together.map((some) => ({
      key: keyOf(some.map((name) => [name, withoutOwn(filter, name)])),
      generationKeys: [...new Set(some.flatMap((name) => generationsOfFacet(filter, name)))],
      ttlSeconds: TTL_SECONDS,
      loader: () => inTime(() => this.load(filter, some)),
    }));
  }

  /** Raw JSON of the facets. */
  async read(reads: FacetReads): Promise<string> {
    const found = await Promise.all(
      reads.map((read) => this.cache.readList({ ...read, type: 'facets' })),
    );
    return `{${found.join(',')}}`;
  }

  /** What is between the braces. */
  private async load(filter: PartFilter, names: readonly FacetName[]): Promise<string> {
    const kept = await keptCounts(this.database);
    const counted = filter.terms
      ? await this.ofSearch(filter, names)
      : await this.ofList(filter, names, kept);
    const facets: Partial<Record<FacetName, FacetValueView[]>> = {};
    for (const name of names) facets[name] = await this.valuesOf(name, counted.get(name)!, kept);
    return JSON.stringify(facets).slice(1, -1);
  }

  private async ofList(
    filter: PartFilter,
    names: readonly FacetName[],
    kept: Counts,
  ): Promise<CountedFacets> {
    const counted = new Map<FacetName, Counted>();
    const plans = new Map<FacetName, ListPlan>();
    for (const name of names) {
      const others = withoutOwn(filter, name);
      const tags = isKept(name, others) ? null : await resolveNames(this.database, others);
      if (tags) plans.set(name, planOfShoppers(others, tags));
      else counted.set(name, isKept(name, others) ? { ...NOTHING, tags: kept } : NOTHING);
    }
    for (const some of Map.groupBy(plans, ([, plan]) => entriesOf(plan)).values()) {
      const counts = await countEntries(
        this.database,
        some.map(([, plan]) => plan),
        kept,
      );
      some.forEach(([name], n) => counted.set(name, counts[n]!));
    }
    return counted;
  }

  /** One search without filters finds what each facet is counted among. */
  private async ofSearch(filter: PartFilter, names: readonly FacetName[]): Promise<CountedFacets> {
    const search = { terms: filter.terms, sort: 'price_asc', limit: 1 };
    const { candidates } = await candidatesOf(this.database, {
      filter: search,
      marks: marksOf(search, {}, null),
      forStaff: false,
      after: null,
    });
    const found = foundParts(candidates);
    const counted = new Map<FacetName, Counted>();
    for (const name of names) {
      const others = withoutOwn(filter, name);
      const tags = await resolveNames(this.database, others);
      counted.set(name, tags ? countFound(found, others, tags) : NOTHING);
    }
    return counted;
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

const keyOf = (counted: readonly (readonly [FacetName, PartFilter])[]): string => {
  const of = JSON.stringify(counted);
  const hash = createHash('sha256').update(of).digest('base64url').slice(0, 22);
  return PartsListEntry.key(`facets:${hash}`);
};
