import type { FromSchema } from 'json-schema-to-ts';
import type {
  cachedStockSchema,
  money,
  partKind,
  plainPartFields,
  publicPart,
  publicPartContent,
  publicStockSchema,
  reference,
  specification,
} from './fragments.js';
import type { StockPublic } from './views/stock-public.js';
import type { RowOf } from './views/view.js';

/** Money is a decimal string, never a float. */
export type Money = FromSchema<typeof money>;
export type PartKind = FromSchema<typeof partKind>;
export type Reference = FromSchema<typeof reference>;
export type Specification = FromSchema<typeof specification>;
/** What a shopper may know of a part's stock. */
export type PublicStock = FromSchema<typeof publicStockSchema>;
/** A public part as shoppers get it. */
export type PublicPart = FromSchema<typeof publicPart>;
/** The same without its stock: what events about content carry. */
export type PublicPartContent = FromSchema<typeof publicPartContent>;
/** What staff write of a part as it is. */
export type PlainPartFields = Required<FromSchema<typeof plainPartFields>>;

/** A row of `inventory.stock_public`, from the driver or out of JSON. */
export type StockRow = Omit<
  RowOf<typeof StockPublic>,
  'part_id' | 'version' | 'updated_at' | 'source'
> & {
  updated_at: Date | string;
};

/** The one serialiser of public stock, so that writer and reader cache the same bytes. */
export function publicStock(row: StockRow | null | undefined): PublicStock {
  if (!row) {
    return {
      current_stock: 0,
      available_stock: 0,
      is_in_stock: false,
      is_low_stock: true,
      as_of: null,
      stale: false,
    };
  }
  return {
    current_stock: row.current_stock,
    available_stock: row.available_stock,
    is_in_stock: row.is_in_stock,
    is_low_stock: row.is_low_stock,
    as_of: new Date(row.updated_at).toISOString(),
    stale: false,
  };
}

/** The same as it is cached: with who counts it, which shoppers do not get to see. */
export type CachedStock = FromSchema<typeof cachedStockSchema>;

/** What stands in the cache for a row of `inventory.stock_public`. */
export function cachedStock(
  row: (StockRow & { source?: string | null }) | null | undefined,
): CachedStock {
  const stock = publicStock(row);
  return row?.source ? { ...stock, source: row.source } : stock;
}

const SOURCE_FIELD = ',"source":"';

/** The outside system that counts the stock of a cache entry; null: the shop itself. */
export function sourceOfCached(entry: string): string | null {
  const at = entry.lastIndexOf(SOURCE_FIELD);
  return at < 0 ? null : entry.slice(at + SOURCE_FIELD.length, -2);
}

/**
 * What shoppers get of a cache entry, as JSON. Hot: nothing is parsed unless the source is not heard any more.
 * @param heardAt when a source that is not heard any more was heard last; undefined: all is well.
 */
export function shownStock(entry: string, heardAt?: string | null): string {
  const at = entry.lastIndexOf(SOURCE_FIELD);
  if (at < 0) return entry;
  const fresh = `${entry.slice(0, at)}}`;
  if (heardAt === undefined) return fresh;
  const stock = JSON.parse(fresh) as PublicStock;
  return JSON.stringify({ ...stock, as_of: heardAt ?? stock.as_of, stale: true });
}
