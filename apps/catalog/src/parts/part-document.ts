import {
  PartStockEntry,
  cachedStock,
  type PartStatus,
  type PublicPartContent,
  type StockRow,
} from '@tandem/contracts';
import type { CachedGroup } from '@tandem/cache';
import type { Queryable } from '@tandem/persistence';
import {
  CORE,
  IMAGES,
  IS_PUBLIC,
  JOIN_STOCK,
  PRICES,
  SPECIFICATIONS,
  STOCK_ROW,
  STOCK_VERSION,
  iso,
} from './part-sql.js';
import { shownPrice } from './shown-price.js';

/** A part in the pieces it is cached in: raw JSON, so that no read has to parse it. */
export interface PartDocument {
  id: number;
  version: number;
  kind: 'physical' | 'game';
  status: PartStatus;
  /** Shoppers get to see it: published or discontinued, and not deleted. */
  isPublic: boolean;
  isDeleted: boolean;
  /** When a scheduled part is published. */
  publishAt: string | null;
  core: string;
  /** As `PartPricesEntry` holds them. */
  prices: string;
  specifications: string;
  images: string;
  /** The same, parsed, for events. */
  readonly content: PublicPartContent;
}

interface DocumentRow {
  id: number;
  version: number;
  kind: 'physical' | 'game';
  status: PartStatus;
  is_public: boolean;
  is_deleted: boolean;
  publish_at: string | null;
  core: string;
  prices: string;
  specifications: string;
  images: string;
}

const COLUMNS = `p.id, p.version, p.kind, p.status, (${IS_PUBLIC}) as is_public, p.deleted_at is not null as is_deleted, ${iso('p.publish_at')} as publish_at,
  ${CORE}::text as core, ${PRICES}::text as prices, ${SPECIFICATIONS}::text as specifications, ${IMAGES}::text as images`;

/**
 * Reads parts, deleted or not, by id. PostgreSQL keeps a plan only where it takes any number of ids for as many as it took them
 * for before: so they come out of a query, here and in what else is planned once a connection.
 */
export async function readDocuments(
  db: Queryable,
  ids: readonly number[],
): Promise<Map<number, PartDocument>> {
  const rows = await db.query<DocumentRow>({
    name: 'part_documents',
    text: `select ${COLUMNS} from parts p where p.id = any (array(select unnest($1::integer[])))`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, documentOf(row)]));
}

/** The parts after an id that are not deleted, in the order of their ids. */
export async function readDocumentsAfter(
  db: Queryable,
  after: number,
  limit: number,
): Promise<PartDocument[]> {
  const rows = await db.query<DocumentRow>(
    `select ${COLUMNS} from parts p where p.id > $1 and p.deleted_at is null order by p.id limit $2`,
    [after, limit],
  );
  return rows.map(documentOf);
}

export interface StockDocument {
  version: number;
  value: string;
}

/** Reads a part and its stock in one snapshot; null when the id was never given out. */
export async function readDocumentWithStock(
  db: Queryable,
  id: number,
): Promise<{ document: PartDocument; stock: StockDocument } | null> {
  const [row] = await db.query<DocumentRow & { stock_version: string; stock: StockRow | null }>({
    name: 'part_document_with_stock',
    text: `select ${COLUMNS}, ${STOCK_VERSION} as stock_version, ${STOCK_ROW} as stock
     from parts p ${JOIN_STOCK} where p.id = $1::integer`,
    values: [id],
  });
  if (!row) return null;
  return {
    document: documentOf(row),
    stock: {
      version: Number(row.stock_version),
      value: PartStockEntry.write(cachedStock(row.stock)),
    },
  };
}

/** What is laid over a list, of several parts in one statement: their stock, and their price as entries of content hold it. */
export async function readLaidOver(
  db: Queryable,
  ids: readonly number[],
): Promise<Map<number, { stock: CachedGroup; price: CachedGroup }>> {
  const rows = await db.query<{
    id: number;
    version: number;
    price: string | null;
    stock_version: string;
    stock: StockRow | null;
  }>({
    name: 'part_laid_over',
    text: `select p.id, p.version, case when ${IS_PUBLIC} then ${PRICES}::text end as price,
            ${STOCK_VERSION} as stock_version, ${STOCK_ROW} as stock
     from parts p ${JOIN_STOCK} where p.id = any (array(select unnest($1::integer[])))`,
    values: [ids],
  });
  return new Map(
    rows.map(({ id, version, price, stock_version, stock }) => [
      id,
      {
        stock: {
          version: Number(stock_version),
          values: [PartStockEntry.write(cachedStock(stock))],
        },
        price: { version, values: [price] },
      },
    ]),
  );
}

function documentOf(row: DocumentRow): PartDocument {
  const { is_public: isPublic, is_deleted: isDeleted, publish_at: publishAt, ...rest } = row;
  return {
    ...rest,
    isPublic,
    isDeleted,
    publishAt,
    get content(): PublicPartContent {
      return JSON.parse(partWithoutStock(row));
    },
  };
}

interface Pieces {
  core: string;
  prices: string;
  specifications: string;
  images: string;
}

/** Joins the pieces into the part as it goes over the wire, except for price and stock. */
export const partWithoutPrice = ({
  core,
  specifications,
  images,
}: Omit<Pieces, 'prices'>): string =>
  `${core.slice(0, -1)},"specifications":${specifications},"images":${images}}`;

/** The same with what it costs at this moment. */
const partWithoutStock = (pieces: Pieces): string =>
  `${partWithoutPrice(pieces).slice(0, -1)},${shownPrice(pieces.prices).fields}}`;

/** The whole part as it goes over the wire, with what it costs at a moment: default now. */
export const partAnswer = (pieces: Pieces, stock: string, at?: number): string =>
  `${pieces.core.slice(0, -1)},${shownPrice(pieces.prices, at).fields},"specifications":${pieces.specifications},"images":${pieces.images},"stock":${stock}}`;
