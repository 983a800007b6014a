import type { EventData, SaleNumbered } from '@tandem/contracts';
import type { Jobs } from '@tandem/jobs';
import type { Queryable, Tx } from '@tandem/persistence';
import type { Sale } from '../client/warehouse-client.js';
import { ReportRefusedSale } from './sales-jobs.js';

type Numbered = EventData<typeof SaleNumbered>;

/** Keeps a sale until it is reported. A repeated one changes nothing. */
export async function keepSale(tx: Tx, sale: Numbered): Promise<void> {
  await tx.query({
    name: 'warehouse_sale_keep',
    text: `insert into warehouse_sales (number, reference, sku, part_id, quantity, sold_at)
           values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    values: [sale.number, sale.reference, sale.sku, sale.part_id, sale.quantity, sale.sold_at],
  });
}

/** The next sales to report, in the order of their numbers, up to the first that has not come yet. */
export async function nextSales(db: Queryable, limit: number): Promise<Sale[]> {
  return db.query<Sale>({
    name: 'warehouse_sales_next',
    text: `select number::float8, reference, sku, quantity from (
             select s.*, number - row_number() over (order by number) as start, r.reported_through
               from warehouse_sales s, warehouse_reports r
              where s.number > r.reported_through
              order by number limit $1) as run
            where start = reported_through order by number`,
    values: [limit],
  });
}

/** These were taken by the warehouse, which has counted through a number. */
export async function settleSales(
  tx: Tx,
  numbers: readonly number[],
  countedThrough: number,
): Promise<void> {
  await tx.query({
    name: 'warehouse_sales_reported',
    text: `update warehouse_sales set state = 'reported', reported_at = clock_timestamp()
            where number = any (array(select unnest($1::bigint[]))) and state <> 'reported'`,
    values: [numbers],
  });
  await tx.query({
    name: 'warehouse_counted',
    text: `update warehouse_reports set counted_through = greatest(counted_through, $1)`,
    values: [countedThrough],
  });
}

/** The warehouse takes these not: each waits by itself for somebody to put it right. */
export async function refuseSales(tx: Tx, jobs: Jobs, numbers: readonly number[]): Promise<void> {
  await tx.query({
    name: 'warehouse_sales_refused',
    text: `update warehouse_sales set state = 'refused' where number = any (array(select unnest($1::bigint[]))) and state = 'waiting'`,
    values: [numbers],
  });
  for (const number of numbers) {
    await jobs.enqueue(tx, ReportRefusedSale, { number }, { key: String(number) });
  }
}

/** All through this number are reported, or refused. */
export async function moveReportsTo(tx: Tx, number: number): Promise<void> {
  await tx.query({
    name: 'warehouse_reports_move',
    text: `update warehouse_reports set reported_through = greatest(reported_through, $1)`,
    values: [number],
  });
}

/** A sale that was refused; null when it is reported by now. */
export async function refusedSale(db: Queryable, number: number): Promise<Sale | null> {
  const rows = await db.query<Sale>({
    name: 'warehouse_sale_refused',
    text: `select number::float8, reference, sku, quantity from warehouse_sales
            where number = $1 and state = 'refused'`,
    values: [number],
  });
  return rows[0] ?? null;
}

/** The warehouse has named these SKUs: what it refused of them may go now. */
export async function retryRefused(tx: Tx, jobs: Jobs, skus: readonly string[]): Promise<void> {
  const rows = await tx.query<{ number: number }>({
    name: 'warehouse_sales_retry',
    text: `select number::float8 from warehouse_sales where state = 'refused' and sku = any (array(select unnest($1::text[])))`,
    values: [skus],
  });
  for (const { number } of rows) {
    await jobs.enqueue(tx, ReportRefusedSale, { number }, { key: String(number) });
  }
}
