import { composeMail, nameInLine, type MailContent } from '@tandem/mail';
import type { Database } from '@tandem/persistence';

/** A mail that lists more is read by nobody. */
const MOST_LINES = 200;
const KINDS = { out: 'Ran out of stock', low: 'Fell to its minimum stock' } as const;

interface StockDigest {
  notices: { name: string; kind: keyof typeof KINDS; available: number }[];
  /** Of the notices, also those that are not among the first. */
  total: number;
}

/** What staff are told of, with names and free pieces as they are when the mail is written. */
export async function readStockDigest(
  database: Database,
  { digest_id }: { digest_id: string },
): Promise<StockDigest> {
  const rows = await database.query<{
    part_id: number;
    kind: keyof typeof KINDS;
    part_name: string | null;
    sku: string | null;
    available_stock: number | null;
    total: number;
  }>(
    `select n.part_id, n.kind, f.part_name, f.sku, s.available_stock, count(*) over ()::int as total
       from stock_notices n
       left join catalog.part_offers f on f.id = n.part_id
       left join inventory.stock_public s on s.part_id = n.part_id
      where n.digest_id = $1 order by n.kind desc, n.id limit ${MOST_LINES}`,
    [digest_id],
  );
  return {
    notices: rows.map(({ part_id, kind, part_name, sku, available_stock }) => ({
      name: `${part_name ?? `product ${part_id}`} (${sku ?? part_id})`,
      kind,
      available: available_stock ?? 0,
    })),
    total: rows[0]?.total ?? 0,
  };
}

/** The mail to staff about parts that ran out or low. */
export function stockDigestMail({ notices, total }: StockDigest, shopUrl: string): MailContent {
  const heading = total === 1 ? 'One stock notice' : `${total} stock notices`;
  const more = total - notices.length;
  return composeMail({
    subject: heading,
    preview: notices[0] ? `${KINDS[notices[0].kind]}: ${nameInLine(notices[0].name)}` : heading,
    heading,
    blocks: [
      { kind: 'text', text: 'These products ran out or low since the last mail of this kind.' },
      {
        kind: 'lines',
        rows: notices.map(({ name, kind, available }) => ({
          label: nameInLine(name),
          detail: KINDS[kind],
          amount: `${available} available now`,
        })),
      },
      ...(more > 0 ? [{ kind: 'note' as const, text: `${more} more are not listed.` }] : []),
    ],
    shop: { name: 'Tandem', url: shopUrl },
  });
}
