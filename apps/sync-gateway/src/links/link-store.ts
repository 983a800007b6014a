import type { StockSource } from '@tandem/contracts';
import type { Queryable, Tx } from '@tandem/persistence';

export interface NewLink {
  external_id: string;
  part_id: number;
  sku: string;
}

export interface Link {
  system: StockSource;
  external_id: string;
  part_id: number;
}

/** The products that these parts are linked to. */
export async function linksOfParts(db: Queryable, partIds: readonly number[]): Promise<Link[]> {
  return db.query<Link>({
    name: 'product_links_of_parts',
    text: `select system, external_id, part_id from product_links
            where part_id = any (array(select unnest($1::integer[]))) and unlinked_at is null order by part_id`,
    values: [partIds],
  });
}

/**
 * Links products at first sight. One that was ever linked is left as it is: staff may have undone it; so is a part that has
 * a product of this system already.
 * @returns those that were linked.
 */
export async function linkNew(
  tx: Tx,
  system: StockSource,
  links: readonly NewLink[],
): Promise<NewLink[]> {
  if (links.length === 0) return [];
  return tx.query<NewLink>({
    name: 'product_links_new',
    text: `insert into product_links (system, external_id, part_id, sku)
           select $1, n.external_id, n.part_id, n.sku
             from jsonb_to_recordset($2::jsonb) as n (external_id text, part_id integer, sku text)
            where not exists (select from product_links l
                               where l.system = $1 and l.external_id = n.external_id)
           on conflict do nothing
           returning external_id, part_id, sku`,
    values: [system, JSON.stringify(links)],
  });
}

/** The parts of outside products that were ever linked, by the products' ids: null where the link was undone and none was made since. */
export async function knownLinks(
  db: Queryable,
  system: StockSource,
  externalIds: readonly string[],
): Promise<Map<string, number | null>> {
  const rows = await db.query<{ external_id: string; part_id: number | null }>(
    `select external_id, max(part_id) filter (where unlinked_at is null) as part_id from product_links
      where system = $1 and external_id = any($2::text[]) group by external_id`,
    [system, externalIds],
  );
  return new Map(rows.map(({ external_id, part_id }) => [external_id, part_id]));
}
