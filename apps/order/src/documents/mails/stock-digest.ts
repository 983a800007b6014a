import { composeMail, nameInLine, type MailBlock, type MailContent } from '@tandem/mail';
import type { Database } from '@tandem/persistence';
import { sourceLine, type SourceNotice } from './source-lines.js';

/** A mail that lists more is read by nobody. */
const MOST_LINES = 200;
const MOST_SOURCE_LINES = 20;
const KINDS = { out: 'Ran out of stock', low: 'Fell to its minimum stock' } as const;

interface StockDigest {
  notices: { name: string; kind: keyof typeof KINDS; available: number }[];
  /** Of the notices, also those that are not among the first. */
  total: number;
  /** Newest last. */
  sources: SourceNotice[];
  totalOfSources: number;
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
  const sources = await database.query<SourceNotice & { total: number }>(
    `select source, kind, last_success_at, noted_at, count(*) over ()::int as total
       from source_notices where digest_id = $1 order by id desc limit ${MOST_SOURCE_LINES}`,
    [digest_id],
  );
  return {
    sources: sources.toReversed(),
    totalOfSources: sources[0]?.total ?? 0,
    notices: rows.map(({ part_id, kind, part_name, sku, available_stock }) => ({
      name: `${part_name ?? `product ${part_id}`} (${sku ?? part_id})`,
      kind,
      available: available_stock ?? 0,
    })),
    total: rows[0]?.total ?? 0,
  };
}

/** The mail to staff about parts that ran out or low, and about outside systems that were away. */
export function stockDigestMail(
  { notices, total, sources, totalOfSources }: StockDigest,
  { shopUrl, timeZone }: { shopUrl: string; timeZone: string },
): MailContent {
  const all = total + totalOfSources;
  const heading = all === 1 ? 'One stock notice' : `${all} stock notices`;
  const more = all - notices.length - sources.length;
  const sourceLines = sources.map((notice) => sourceLine(notice, timeZone));
  return composeMail({
    subject: heading,
    preview:
      sourceLines.at(-1) ??
      (notices[0] ? `${KINDS[notices[0].kind]}: ${nameInLine(notices[0].name)}` : heading),
    heading,
    blocks: [
      ...sourceLines.map((text) => ({ kind: 'text' as const, text })),
      ...partBlocks(notices),
      ...(more > 0 ? [{ kind: 'note' as const, text: `${more} more are not listed.` }] : []),
    ],
    shop: { name: 'Tandem', url: shopUrl },
  });
}

function partBlocks(notices: StockDigest['notices']): MailBlock[] {
  if (notices.length === 0) return [];
  const rows = notices.map(({ name, kind, available }) => ({
    label: nameInLine(name),
    detail: KINDS[kind],
    amount: `${available} available now`,
  }));
  const text = 'These products ran out or low since the last mail of this kind.';
  return [
    { kind: 'text', text },
    { kind: 'lines', rows },
  ];
}
