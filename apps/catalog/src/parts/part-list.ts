import { createHash, hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { VersionedCache, type CacheHit, type OverlaidListRead } from '@tandem/cache';
import { PartsListEntry, shownStock, sourceOfCached } from '@tandem/contracts';
import { encodeCursor } from '@tandem/kernel';
import { parseFields } from '@tandem/http';
import { Database, SourceHealth, type StaleSources } from '@tandem/persistence';
import { LRUCache } from 'lru-cache';
import type { ListPosition, PartFilter } from '../search/part-matching.js';
import type { PageRow, Total } from '../search/run-page.js';
import { missOf, noteMiss } from '../search/search-misses.js';
import { searchPage } from '../search/search-page.js';
import { PartFacets, type FacetReads } from './facets/part-facets.js';
import { generationsOfList } from './list-dependencies.js';
import { filterOf, positionOf } from './list-filter.js';
import { planOfShoppers } from './list-plan.js';
import { listingPage } from './listing-page.js';
import { bodyOf, isCurrent, LINE, pageOf, type Page } from './list-page.js';
import { partWithoutPrice, readLaidOver } from './part-document.js';
import { CORE, IMAGES, IS_FOR_SALE, LIST_CORE, PRICES, SPECIFICATIONS } from './part-sql.js';
import { SHOWN_FIELDS, type ListPartsQuery, type PartField } from './part.dto.js';

const LIST_TTL_SECONDS = 60;
const MOST_ANSWER_BYTES = 32_000_000;
/** A little longer than the cache keeps a page taken apart. */
const MADE_MS = 6_000;

const columnsOf = (core: string): string =>
  `p.version, ${core}::text as core, ${PRICES}::text as prices, ${SPECIFICATIONS}::text as specifications, ${IMAGES}::text as images`;

interface ListRow extends PageRow {
  version: number;
  core: string;
  prices: string;
  specifications: string;
  images: string;
}

/** A page that shoppers can ask for, made ready once. */
export interface PageRequest {
  /** Names the answer: the list and the fields shown of it. */
  key: string;
  fields: readonly PartField[] | null;
  read: OverlaidListRead<Page>;
  /** Null where nobody asks for them. */
  facets: FacetReads | null;
}

/** A page as it goes over the wire. */
export interface PageAnswer {
  body: Buffer;
  etag: string;
}

interface MadeAnswer extends PageAnswer {
  page: Page;
  laidOver: readonly (CacheHit | null)[];
  stale: StaleSources;
  holdsUntil: number;
}

/** Answers shoppers' lists and searches. */
@Injectable()
export class PartList {
  /** Bytes that were made of a page and of stocks: used again for the very same two, as the cache tells on each read. */
  private readonly made = new LRUCache<string, MadeAnswer>({
    maxSize: MOST_ANSWER_BYTES,
    // The page that it was made of lives as long.
    sizeCalculation: ({ body }) => 2 * body.length,
    ttl: MADE_MS,
    ttlAutopurge: true,
  });

  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
    private readonly health: SourceHealth,
    private readonly facets: PartFacets,
  ) {}

  /** @throws DomainError 422 for fields, a price range or a cursor that make no sense. */
  request(query: ListPartsQuery): PageRequest {
    const fields = parseFields(query.fields, SHOWN_FIELDS);
    const filter = filterOf(query, query.sort);
    const after = positionOf(query.cursor, filter);
    const whole = fields?.includes('description') ?? false;
    const key = PartsListEntry.key(hashOf([filter, after, whole]));
    return {
      key: fields ? `${key} ${fields.join()}` : key,
      fields,
      facets: query.facets ? this.facets.reads(filter) : null,
      read: {
        key,
        generationKeys: generationsOfList(filter),
        ttlSeconds: LIST_TTL_SECONDS,
        loader: () => this.load(filter, after, whole ? CORE : LIST_CORE),
        parse: pageOf,
        overlay: (page) => page.overlay,
        complete: (page, hits) => this.complete(page, hits),
        isCurrent,
      },
    };
  }

  async answer(request: PageRequest): Promise<PageAnswer> {
    if (!request.facets) return this.pageOf(request);
    const [{ body }, facets] = await Promise.all([
      this.pageOf(request),
      this.facets.read(request.facets),
    ]);
    return answerOf(Buffer.concat([body.subarray(0, -1), Buffer.from(`,"facets":${facets}}`)]));
  }

  private async pageOf({ key, fields, read }: PageRequest): Promise<PageAnswer> {
    const { list: page, hits: laidOver, held } = await this.cache.readOverlaidList(read);
    const stale = await this.health.stale();
    const made = this.made.get(key);
    const same = made?.page === page && made.laidOver === laidOver && made.stale === stale;
    if (same && Date.now() < made.holdsUntil) return made;
    const stocks = page.ids.map((_, i) => {
      const stock = laidOver[i]!.value!;
      return shownStock(stock, stale.get(sourceOfCached(stock) ?? ''));
    });
    const { body, holdsUntil } = bodyOf(page, stocks, fields);
    const answer = { page, laidOver, stale, holdsUntil, ...answerOf(body) };
    if (held) this.made.set(key, answer);
    return answer;
  }

  private async load(
    filter: PartFilter,
    after: ListPosition | null,
    core: string,
  ): Promise<string> {
    const columns = columnsOf(core);
    const page = filter.terms
      ? await searchPage<ListRow>(this.database, { filter, staff: null }, after, { columns })
      : await listingPage<ListRow>(this.database, {
          filter,
          after,
          shown: { columns, where: IS_FOR_SALE },
          planOf: (tags) => planOfShoppers(filter, tags),
          totalOf: (count) => this.totalOf(filter, count),
        });
    if (page.total === 0 && !after) await this.note(filter);
    const end = JSON.stringify({
      next_cursor: page.next ? encodeCursor({ ...page.next }) : null,
      total: page.total,
      total_is_exact: page.total_is_exact,
    });
    return [
      page.rows.map((row) => row.id).join(','),
      page.rows.map((row) => row.version).join(','),
      end.slice(1),
      ...page.rows.flatMap((row) => [partWithoutPrice(row), row.prices]),
    ].join(LINE);
  }

  private async note(filter: PartFilter): Promise<void> {
    const words = missOf(filter);
    // A search is answered whether or not it can be noted.
    if (words !== null) await noteMiss(this.database, words).catch(() => undefined);
  }

  /** Counting costs more than a page. How many there are does not depend on what they are sorted by, so a new price leaves it. */
  private async totalOf(filter: PartFilter, count: () => Promise<Total>): Promise<Total> {
    const { sort: _sort, limit: _limit, ...narrowed } = filter;
    const total = await this.cache.readList({
      key: PartsListEntry.key(`${hashOf(narrowed)}:total`),
      generationKeys: generationsOfList({ ...filter, sort: 'newest' }),
      ttlSeconds: LIST_TTL_SECONDS,
      loader: async () => JSON.stringify(await count()),
      type: 'total',
    });
    return JSON.parse(total) as Total;
  }

  /** What the cache does not hold comes from the database. */
  private async complete(
    { ids, overlay }: Page,
    hits: readonly (CacheHit | null)[],
  ): Promise<(CacheHit | null)[]> {
    const whole = hits.slice();
    const missed = overlay.map((_, i) => i).filter((i) => whole[i] === null);
    const loaded = await this.cache.loadMany(
      missed.map((i) => [overlay[i]!]),
      async (positions) => {
        const places = positions.map((position) => missed[position]!);
        const read = await readLaidOver(
          this.database,
          places.map((place) => ids[place % ids.length]!),
        );
        return places.map((place) => {
          const part = read.get(ids[place % ids.length]!);
          return (place < ids.length ? part?.stock : part?.price) ?? { version: 0, values: [null] };
        });
      },
    );
    missed.forEach((place, at) => {
      const { version, values } = loaded[at]!;
      whole[place] = { version, value: values[0]! };
    });
    return whole;
  }
}

const answerOf = (body: Buffer): PageAnswer => ({
  body,
  etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"`,
});

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
