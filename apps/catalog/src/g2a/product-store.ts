import type { Tx } from '@tandem/persistence';
import type { Offer } from './offer.js';

/** A product as it was told last. */
export interface KnownProduct {
  g2a_id: string;
  version: number;
  part_id: number | null;
  offer: Offer | null;
  pictures: Picture[];
}

/** An address of a product's image, and the image that it gave. */
export interface Picture {
  url: string;
  sha256: string | null;
}

/** One whose row is held. */
export interface HeldProduct extends KnownProduct {
  /** Its newest version was not taken. */
  is_refused: boolean;
}

export interface ProductRow {
  g2a_id: string;
  version: number;
  part_id: number | null;
  available: boolean;
  /** Null: nothing new. */
  offer: Offer | null;
}

const KNOWN = `g2a_id, version::float8 as version, part_id, offer, pictures`;

/** What is known of products, by their ids; held until the transaction ends. */
export async function holdProducts(
  tx: Tx,
  g2aIds: readonly string[],
): Promise<Map<string, HeldProduct>> {
  const rows = await tx.query<HeldProduct>(
    `select ${KNOWN}, exists (select from g2a_refused_products r where r.g2a_id = g.g2a_id) as is_refused
       from g2a_products g where g2a_id = any ($1::text[]) order by g2a_id for update`,
    [g2aIds],
  );
  return new Map(rows.map((row) => [row.g2a_id, row]));
}

/** The product that a part is linked to. */
export async function productOf(tx: Tx, partId: number): Promise<KnownProduct | null> {
  const [row] = await tx.query<KnownProduct>(
    `select ${KNOWN} from g2a_products where part_id = $1`,
    [partId],
  );
  return row ?? null;
}

/** Keeps what was told of products. A part that another product had is that product's no more. */
export async function saveProducts(tx: Tx, rows: readonly ProductRow[]): Promise<void> {
  await tx.execute(
    `update g2a_products set part_id = null
      where part_id = any ($1::integer[]) and g2a_id <> all ($2::text[])`,
    [rows.map((row) => row.part_id), rows.map((row) => row.g2a_id)],
  );
  await tx.execute(
    `insert into g2a_products as g (g2a_id, part_id, version, available, offer)
     select g2a_id, part_id, version, available, offer
     from jsonb_to_recordset($1::jsonb)
       as r (g2a_id text, part_id integer, version bigint, available boolean, offer jsonb)
     on conflict (g2a_id) do update
       set part_id = excluded.part_id, version = excluded.version, available = excluded.available,
           offer = coalesce(excluded.offer, g.offer), updated_at = clock_timestamp()
       where g.version <= excluded.version`,
    [JSON.stringify(rows)],
  );
}

export async function savePictures(tx: Tx, g2aId: string, pictures: readonly Picture[]) {
  await tx.execute(`update g2a_products set pictures = $2::jsonb where g2a_id = $1`, [
    g2aId,
    JSON.stringify(pictures),
  ]);
}
