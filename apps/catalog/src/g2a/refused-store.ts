import { notFound } from '@tandem/kernel';
import type { Tx } from '@tandem/persistence';
import { line, type G2aProduct } from './offer.js';
import { LONGEST_NAME, type RefusalReason } from './refusal-words.js';

/** A product that can't be taken, as it was told. */
export interface RefusedNews {
  product: G2aProduct;
  reason: RefusalReason;
}

/** Keeps products that were not taken, as they were told. They count as refused since the first time in a row. */
export async function refuseProducts(tx: Tx, refused: readonly RefusedNews[]): Promise<void> {
  if (refused.length === 0) return;
  const rows = refused.map(({ product, reason }) => ({
    g2a_id: product.g2a_id,
    name: [...line(product.name, LONGEST_NAME)].slice(0, LONGEST_NAME).join(''),
    reason,
    product,
  }));
  await tx.execute(
    `insert into g2a_refused_products as r (g2a_id, name, reason, product)
     select g2a_id, name, reason, product
     from jsonb_to_recordset($1::jsonb) as n (g2a_id text, name text, reason text, product jsonb)
     on conflict (g2a_id) do update set name = excluded.name, reason = excluded.reason, product = excluded.product`,
    [JSON.stringify(rows, storable)],
  );
}

/** These have been taken, or are gone. */
export async function acceptProducts(tx: Tx, g2aIds: readonly string[]): Promise<void> {
  if (g2aIds.length === 0) return;
  await tx.execute(`delete from g2a_refused_products where g2a_id = any ($1::text[])`, [g2aIds]);
}

/**
 * Notes that staff try a refused product again; the caller holds the product.
 * @returns it as it was told; null where it was refused before such were kept.
 * @throws DomainError 404 when it is not refused.
 */
export async function noteTry(tx: Tx, g2aId: string): Promise<G2aProduct | null> {
  const [row] = await tx.query<{ product: G2aProduct | null }>(
    `update g2a_refused_products set tried_at = clock_timestamp() where g2a_id = $1 returning product`,
    [g2aId],
  );
  if (!row) throw notFound('refused product', g2aId);
  return row.product;
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair in JSON; an offer is without them too. */
const storable = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value;
