import { createHash, hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { VersionedCache, type CacheHit, type OverlaidListRead } from '@tandem/cache';
import { PartStockEntry, PartsListEntry, shownStock, sourceOfCached } from '@tandem/contracts';
import { encodeCursor } from '@tandem/kernel';
import { parseFields } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { LRUCache } from 'lru-cache';
import {
  ORDERS,
  type ListPosition,
  type PartFilter,
  type Viewpoint,
} from '../search/part-matching.js';
import { runPage, type PageRow } from '../search/run-page.js';
import { filterOf, positionOf } from './list-filter.js';
import { partWithoutStock, readStocks } from './part-document.js';
import {
  CORE,
  IMAGES,
  IS_PUBLIC,
  JOIN_STOCK,
  LIST_CORE,
  PRICE,
  SPECIFICATIONS,
} from './part-sql.js';
import { SourceHealth, type StaleSources } from './source-health.js';
import { SHOWN_FIELDS, type ListPartsQuery, type PartField } from './part.dto.js';

const LIST_TTL_SECONDS = 60;
const MOST_ANSWER_BYTES = 32_000_000;
/** A little longer than the cache keeps a page taken apart. */
const MADE_MS = 6_000;

const SHOPPER: Viewpoint = {
  where: [IS_PUBLIC],
  join: JOIN_STOCK,
  inStock: 'st.is_in_stock',
  orders: ORDERS,
};

const columns = (core: string): { columns: string } => ({
  columns: `${core}::text as core, ${PRICE}::text as price, ${SPECIFICATIONS}::text as specifications, ${IMAGES}::text as images`,
});

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

/** A page taken apart; `heads` are its parts up to where their stock goes. */
interface Page {
  ids: readonly number[];
  stockKeys: readonly string[];
  heads: readonly string[];
  end: string;
}

/** A page that shoppers can ask for, made ready once. */
export interface PageRequest {
  /** Names the answer: the list and the fields shown of it. */
  key: string;
  fields: readonly PartField[] | null;
  read: OverlaidListRead<Page>;
}

/** A page as it goes over the wire. */
export interface PageAnswer {
  body: Buffer;
  etag: string;
}

interface MadeAnswer extends PageAnswer {
  page: Page;
  stocks: readonly (CacheHit | null)[];
  stale: StaleSources;
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
      read: {
        key,
        generationKeys: [PartsListEntry.generation],
        ttlSeconds: LIST_TTL_SECONDS,
        loader: () => this.load(filter, after, whole ? CORE : LIST_CORE),
        parse: pageOf,
        overlay: (page) => page.stockKeys,
      },
    };
  }

  async answer({ key, fields, read }: PageRequest): Promise<PageAnswer> {
    const { list: page, hits: stocks } = await this.cache.readOverlaidList(read);
    const stale = await this.health.stale();
    const made = this.made.get(key);
    if (made && made.page === page && made.stocks === stocks && made.stale === stale) return made;
    const shown = (await this.stocksOf(page, stocks)).map((stock) =>
      shownStock(stock, stale.get(sourceOfCached(stock) ?? '')),
    );
    const body = bodyOf(page, shown, fields);
    const answer = {
      page,
      stocks,
      stale,
      body,
      etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"`,
    };
    // What had to be read from the database is of this moment only.
    if (stocks.every((stock) => stock?.value != null)) this.made.set(key, answer);
    return answer;
  }

  private async load(
    filter: PartFilter,
    after: ListPosition | null,
    core: string,
  ): Promise<string> {
    const page = await runPage<ListRow>(this.database, filter, after, SHOPPER, columns(core));
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

  /** The stock of each part of a page as JSON; what the cache does not hold comes from the database. */
  private async stocksOf(
    { ids, stockKeys }: Page,
    hits: readonly (CacheHit | null)[],
  ): Promise<string[]> {
    const stocks = hits.map((hit) => hit?.value ?? null);
    const missed = ids.map((_, i) => i).filter((i) => stocks[i] === null);
    if (missed.length === 0) return stocks as string[];
    const groups = missed.map((i) => [stockKeys[i]!]);
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

function pageOf(entry: string): Page {
  const [idLine, end, ...items] = entry.split(LINE);
  const ids = idLine === '' ? [] : idLine!.split(',').map(Number);
  return {
    ids,
    stockKeys: ids.map((id) => PartStockEntry.key(id)),
    heads: items.map((item) => `${item.slice(0, -1)},"stock":`),
    end: end!,
  };
}

function bodyOf(
  { heads, end }: Page,
  stocks: readonly string[],
  fields: readonly PartField[] | null,
): Buffer {
  const parts = heads.map((head, i) => `${head}${stocks[i]}}`);
  const shown = fields ? parts.map((part) => only(part, fields)) : parts;
  return Buffer.from(`{"items":[${shown.join(',')}],${end}`);
}

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);

function only(part: string, fields: readonly string[]): string {
  const whole = JSON.parse(part) as Record<string, unknown>;
  return JSON.stringify(
    Object.fromEntries(fields.filter((f) => f in whole).map((f) => [f, whole[f]])),
  );
}
