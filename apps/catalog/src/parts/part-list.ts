import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { cacheKeys, CacheResponse, VersionedCache } from '@tandem/cache';
import { decodeCursor, encodeCursor, invalidField, parseFields } from '@tandem/http';
import { DataSource } from 'typeorm';
import {
  ORDERS,
  type ListPosition,
  type PartFilter,
  type Viewpoint,
} from '../search/part-matching.js';
import { runPage, type PageRow } from '../search/run-page.js';
import { searchTerms } from '../search/search-terms.js';
import { partWithoutStock, readStocks } from './part-document.js';
import { CORE, IMAGES, IS_PUBLIC, JOIN_STOCK, PRICE, SPECIFICATIONS } from './part-sql.js';
import { PART_FIELDS, type ListPartsQuery, type PartFilterQuery } from './part.dto.js';

const LIST_TTL_SECONDS = 60;

const SHOPPER: Viewpoint = {
  where: [IS_PUBLIC],
  join: JOIN_STOCK,
  inStock: 'coalesce(st.is_in_stock, false)',
  orders: ORDERS,
};

const COLUMNS = {
  columns: `${CORE}::text as core, ${PRICE}::text as price, ${SPECIFICATIONS}::text as specifications, ${IMAGES}::text as images`,
};

interface ListRow extends PageRow {
  core: string;
  price: string;
  specifications: string;
  images: string;
}

/**
 * A page in the cache: a line of part ids, a line with the end of the answer, and a line for each part without its
 * stock, which is laid over it fresh on every read. JSON has no line breaks of its own.
 */
const LINE = '\n';

/** Answers shoppers' lists and searches. */
@Injectable()
export class PartList {
  constructor(
    private readonly database: DataSource,
    readonly cache: VersionedCache,
  ) {}

  /** The page as JSON. */
  async page(query: ListPartsQuery): Promise<string> {
    const fields = parseFields(query.fields, PART_FIELDS);
    const filter = filterOf(query, query.sort);
    const page = await this.load(filter, positionOf(query.cursor, filter));
    const [idLine, end, ...items] = page.split(LINE);
    const ids = idLine === '' ? [] : idLine!.split(',').map(Number);
    const stocks = await this.stocks(ids);
    const parts = items.map((item, i) => `${item.slice(0, -1)},"stock":${stocks[i]}}`);
    const shown = fields ? parts.map((part) => only(part, fields)) : parts;
    return `{"items":[${shown.join(',')}],${end}`;
  }

  @CacheResponse({
    ttl: LIST_TTL_SECONDS,
    list: (filter: PartFilter, after: ListPosition | null) => ({
      key: cacheKeys.partsList(hashOf([filter, after])),
      generationKeys: [cacheKeys.partsListGeneration()],
    }),
  })
  async load(filter: PartFilter, after: ListPosition | null): Promise<string> {
    const page = await runPage<ListRow>(this.database, filter, after, SHOPPER, COLUMNS);
    const end = JSON.stringify({
      next_cursor: page.next ? encodeCursor({ ...page.next }) : null,
      total: page.total,
      total_is_exact: page.total_is_exact,
    });
    return [
      page.rows.map((row) => row.id).join(','),
      end.slice(1),
      ...page.rows.map(partWithoutStock),
    ].join(LINE);
  }

  private async stocks(ids: readonly number[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const keys = ids.map((id) => cacheKeys.partStock(id));
    const hits = await this.cache.readMany(keys, 'stock');
    const stocks = hits.map((hit) => hit?.value ?? null);
    const missed = ids.map((_, i) => i).filter((i) => stocks[i] === null);
    if (missed.length === 0) return stocks as string[];
    const groups = missed.map((i) => [keys[i]!]);
    const loaded = await this.cache.loadMany(groups, async (positions) => {
      const read = await readStocks(
        this.database,
        positions.map((position) => ids[missed[position]!]!),
      );
      return positions.map((position) => {
        const stock = read.get(ids[missed[position]!]!);
        return { version: stock?.version ?? 0, values: [stock?.value ?? null] };
      });
    });
    missed.forEach((i, at) => (stocks[i] = loaded[at]!.values[0]!));
    return stocks as string[];
  }
}

/** The checked filter of a query. */
export function filterOf(
  query: PartFilterQuery & { kind?: string },
  sort: string | undefined,
): PartFilter {
  const { min_price, max_price } = query;
  if (min_price !== undefined && max_price !== undefined && Number(min_price) > Number(max_price))
    throw invalidField('max_price', 'must not be less than min_price');
  const terms = query.q === undefined ? null : searchTerms(query.q);
  return {
    terms,
    category: query.category?.toLowerCase(),
    kind: query.kind,
    genre: query.genre?.toLowerCase(),
    platform: query.platform?.toLowerCase(),
    in_stock: query.in_stock,
    min_price,
    max_price,
    sort: relevantSort(sort, terms !== null),
    limit: query.limit,
  };
}

/** There is nothing to be relevant to without a search. */
function relevantSort(sort: string | undefined, searching: boolean): string {
  if (sort === undefined) return searching ? 'relevance' : 'newest';
  return sort === 'relevance' && !searching ? 'newest' : sort;
}

const KEY_PATTERN: Record<string, RegExp> = {
  text: /^[^\0]*$/,
  integer: /^\d{1,10}$/,
  numeric: /^\d{1,20}(\.\d{1,30})?$/,
  bigint: /^-?\d{1,18}$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
};

/** Where a cursor says to go on; it must have been made by a list of the same order. */
export function positionOf(
  cursor: string | undefined,
  filter: PartFilter,
  orders: Viewpoint['orders'] = ORDERS,
): ListPosition | null {
  if (cursor === undefined || cursor === '') return null;
  const place = decodeCursor(cursor, { s: 'string', k: 'string', id: 'int', fuzzy: 'boolean' });
  const type = orders[filter.sort]?.type ?? 'bigint';
  if (
    place.s !== filter.sort ||
    !KEY_PATTERN[type]!.test(place.k) ||
    (place.fuzzy && !filter.terms)
  )
    throw invalidField('cursor', 'is not a cursor of this list');
  return place;
}

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);

function only(part: string, fields: readonly string[]): string {
  const whole = JSON.parse(part) as Record<string, unknown>;
  return JSON.stringify(
    Object.fromEntries(fields.filter((f) => f in whole).map((f) => [f, whole[f]])),
  );
}
