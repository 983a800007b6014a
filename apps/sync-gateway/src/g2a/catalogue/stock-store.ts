import { G2aStockChanged } from '@tandem/contracts';
import { newEvent, outbox } from '@tandem/messaging';
import type { Database, Tx } from '@tandem/persistence';

export interface Figure {
  id: string;
  quantity: number;
}

/**
 * Keeps what G2A has of products, and tells it of those that are linked where it is news. Told again is also the same
 * figure when a key was bought since the last one: without it nobody knows that this sale is counted.
 * @param asOf before G2A was asked.
 * @returns how many were told.
 */
export async function keepStock(
  tx: Tx,
  figures: readonly Figure[],
  { asOf, run = null }: { asOf: Date; run?: string | null },
): Promise<number> {
  await tx.execute(
    `insert into g2a_stock as s (id, quantity, as_of, checked_in)
     select id, quantity, $2::timestamptz, $3::uuid
       from jsonb_to_recordset($1::jsonb) as r (id text, quantity integer) order by id
     on conflict (id) do update
        set quantity = case when s.as_of < excluded.as_of then excluded.quantity else s.quantity end,
            as_of = greatest(s.as_of, excluded.as_of), checked_in = coalesce(excluded.checked_in, s.checked_in)`,
    [JSON.stringify(figures), asOf, run],
  );
  return tellStock(
    tx,
    figures.map(({ id }) => id),
  );
}

/** Tells the stock of linked products, as far as it is news. */
export async function tellStock(tx: Tx, ids: readonly string[]): Promise<number> {
  const news = await tx.query<{
    id: string;
    part_id: number;
    link: number;
    quantity: number;
    as_of: Date;
  }>(
    `update g2a_stock s
        set announced_part_id = l.part_id, announced_link = l.number, announced_quantity = s.quantity, announced_as_of = s.as_of
       from product_links l
      where s.id = any($1::text[]) and l.system = 'g2a' and l.external_id = s.id and l.unlinked_at is null
        and ((s.announced_link, s.announced_quantity) is distinct from (l.number, s.quantity)
             or exists (select from key_purchases p
                         where p.part_id = l.part_id and p.bought_at >= s.announced_as_of and p.bought_at < s.as_of))
     returning s.id, l.part_id, l.number::float8 as link, s.quantity, s.as_of`,
    [ids],
  );
  await outbox.addMany(
    tx,
    news.map(({ id, part_id, link, quantity, as_of }) =>
      newEvent(G2aStockChanged, {
        part_id,
        // Of one part's figures the later one is the newer one, whichever product they are of.
        version: as_of.getTime(),
        external_id: id,
        link,
        quantity,
        as_of: as_of.toISOString(),
      }),
    ),
  );
  return news.length;
}

/** Linked products that a check has not met yet, those that were in stock first. */
export async function uncheckedProducts(
  database: Database,
  { run, limit }: { run: string; limit: number },
): Promise<string[]> {
  const rows = await database.query<{ external_id: string }>(
    `select l.external_id from product_links l left join g2a_stock s on s.id = l.external_id
      where l.system = 'g2a' and l.unlinked_at is null and s.checked_in is distinct from $1
      order by coalesce(s.quantity, 1) = 0, l.external_id limit $2`,
    [run, limit],
  );
  return rows.map(({ external_id }) => external_id);
}

export async function countLinked(database: Database): Promise<number> {
  const [row] = await database.query<{ n: number }>(
    `select count(*)::int as n from product_links where system = 'g2a' and unlinked_at is null`,
  );
  return row!.n;
}
