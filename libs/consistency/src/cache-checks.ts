import {
  CartEntry,
  GameEntry,
  PartEntry,
  PartImagesEntry,
  PartPricesEntry,
  PartSpecsEntry,
  PartStockEntry,
  cachedStock,
  type StockRow,
} from '@tandem/contracts';
import { OVER, type Slice, type Walk } from './check.js';

/** What an entry of the cache must agree with, as the database has it now. */
export interface Truth {
  key: string;
  version: number;
  /** Null: shoppers may not see it. */
  value: unknown;
}

/** A promise that entries of the cache agree with the database. */
export interface CacheCheck {
  name: string;
  /** What each entry that is found means, in plain English. */
  says: string;
  over: Walk;
  /** Selects what the entries are made of, and the `place` of each row in the walk. */
  sql: (slice: Slice) => string;
  truths: (row: never) => Truth[];
  /** Only fields that both have are compared. */
  partial?: boolean;
}

interface PartRow {
  id: number;
  version: number;
  kind: string;
  shown: boolean;
  fields: Record<string, unknown>;
  price: unknown;
  images: unknown;
  specifications: unknown;
}

type CartRow = Parameters<typeof CartEntry.key>[0] & { version: number; lines: unknown };

/** As the shop writes a moment. */
const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const PARTS = (slice: Slice): string => `
  select p.id::text as place, p.id, p.version, p.kind, p.status in ('active', 'discontinued') and p.deleted_at is null as shown, to_jsonb(p) - 'updated_at' as fields,
         jsonb_strip_nulls(jsonb_build_object(
           'amount', catalog.money_amount(p.price_minor, p.currency), 'currency', p.currency,
           'sale', case when p.sale_state in ('planned', 'on') then jsonb_build_object(
             'amount', catalog.money_amount(p.sale_price_minor, p.currency),
             'from', case p.sale_state when 'planned' then ${instant('p.sale_from')} end,
             'until', ${instant('p.sale_until')},
             'lowest', catalog.money_amount(catalog.lowest_price_before(p.id, p.sale_from, p.currency), p.currency)) end)) as price,
         (select coalesce(jsonb_agg(to_jsonb(i) order by i.position), '[]') from catalog.part_images i where i.part_id = p.id) as images,
         (select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(s) - 'part_id' - 'position') order by s.position), '[]')
            from catalog.part_specifications s where s.part_id = p.id) as specifications
    from catalog.parts p where ${slice('p.id')}`;

const STOCKS = (slice: Slice): string => `
  select p.id::text as place, p.id, coalesce(s.version, 0)::float8 as version, to_jsonb(s) as stock
    from catalog.parts p left join inventory.stock_public s on s.part_id = p.id
   where ${slice('p.id')}`;

const CARTS = (slice: Slice): string => `
  select c.owner_kind || ':' || c.owner_id as place, c.owner_kind as kind, c.owner_id as id, c.version::float8 as version,
         (select coalesce(jsonb_agg(jsonb_build_object('part_id', i.part_id, 'quantity', i.quantity)
                                    order by i.added_at, i.part_id), '[]')
            from orders.cart_items i where i.owner_kind = c.owner_kind and i.owner_id = c.owner_id) as lines
    from orders.carts c where ${slice('c.owner_kind', 'c.owner_id')}`;

const contentOf =
  (key: (id: number) => string, value: (row: PartRow) => unknown) =>
  (row: PartRow): Truth[] => [
    { key: key(row.id), version: row.version, value: row.shown ? value(row) : null },
  ];

export const CACHE_CHECKS = [
  {
    name: 'cached parts',
    says: 'The cache holds a part otherwise than the catalogue does.',
    over: OVER.parts,
    sql: PARTS,
    partial: true,
    truths: (row: PartRow) => [
      ...contentOf(PartEntry.key, ({ fields }) => fields)(row),
      ...(row.kind === 'game' ? contentOf(GameEntry.key, ({ fields }) => fields)(row) : []),
    ],
  },
  {
    name: 'cached prices',
    says: 'The cache holds another price of a part than the catalogue does.',
    over: OVER.parts,
    sql: PARTS,
    truths: contentOf(PartPricesEntry.key, ({ price }) => price),
  },
  {
    name: 'cached images',
    says: 'The cache holds other images of a part than the catalogue does.',
    over: OVER.parts,
    sql: PARTS,
    partial: true,
    truths: contentOf(PartImagesEntry.key, ({ images }) => images),
  },
  {
    name: 'cached specifications',
    says: 'The cache holds other specifications of a part than the catalogue does.',
    over: OVER.parts,
    sql: PARTS,
    truths: contentOf(PartSpecsEntry.key, ({ specifications }) => specifications),
  },
  {
    name: 'cached stock',
    says: 'The cache holds another stock of a part than inventory does.',
    over: OVER.parts,
    sql: STOCKS,
    truths: ({ id, version, stock }: { id: number; version: number; stock: StockRow | null }) => [
      { key: PartStockEntry.key(id), version, value: cachedStock(stock) },
    ],
  },
  {
    name: 'cached carts',
    says: 'The cache holds other lines of a cart than the database does.',
    over: OVER.carts,
    sql: CARTS,
    truths: ({ version, lines, ...owner }: CartRow) => [
      { key: CartEntry.key(owner), version, value: lines },
    ],
  },
] as const satisfies readonly CacheCheck[];
