import { outbox } from '@tandem/messaging';
import { together, type Tx } from '@tandem/persistence';
import type { EventData, ProductUnlinked, StockSource } from '@tandem/contracts';
import type { StockChange } from '../stock/stock-level.js';
import { lockStock, readStock, writeStock } from '../stock/stock-store.js';
import { changeShortfalls, shortfallEvent, type Shortfall } from './shortfall-store.js';

/**
 * Gives a part whose link staff undid back to them: the shelf keeps its figure, nothing is missing any more, and figures of
 * that link or an older one count for nothing. Sales that it has not counted yet are still reported.
 * @returns the changes, whose events are the caller's to add; none when a later link counts the part already.
 */
export async function endSource(
  tx: Tx,
  { part_id, version: link, unlinked_at }: EventData<typeof ProductUnlinked>,
): Promise<StockChange[]> {
  // For the lock: also a part that is deleted by now, or of which no figure has come yet, is linked no more.
  await lockStock(tx, [part_id], 'wait');
  const [, ended] = await together(tx, [
    {
      name: 'links_undo',
      text: `insert into undone_links as u (part_id, link, undone_at) values ($1, $2::bigint, $3::timestamptz)
        on conflict (part_id) do update set link = excluded.link, undone_at = excluded.undone_at where u.link < excluded.link`,
      values: [part_id, link, unlinked_at],
    },
    {
      name: 'sources_end',
      text: 'delete from stock_sources where part_id = $1 and link <= $2::bigint returning source, announced',
      values: [part_id, link],
    },
  ]);
  const [source] = ended as unknown as { source: StockSource; announced: number }[];
  if (!source) return [];
  const [before] = await readStock(tx, [part_id]);
  await endShortfall(tx, part_id, { ...source, held: before!.reserved_quantity });
  const { current_stock, min_stock_level } = before!;
  const [after] = await writeStock(
    tx,
    [{ part_id, current_stock, min_stock_level, source: null }],
    { kind: 'external', reason: 'link undone' },
  );
  return [{ before: before!, after: after! }];
}

async function endShortfall(
  tx: Tx,
  part_id: number,
  state: { source: StockSource; announced: number; held: number },
): Promise<void> {
  const [ended] = await together(tx, [changeShortfalls([{ part_id, ...state, missing: 0 }])]);
  await outbox.addMany(tx, (ended as unknown as Shortfall[]).map(shortfallEvent));
}
