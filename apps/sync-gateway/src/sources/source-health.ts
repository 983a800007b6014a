import type { StockSource } from '@tandem/contracts';
import type { Queryable } from '@tandem/persistence';

/** The source has answered just now. */
export async function heardFrom(db: Queryable, source: StockSource): Promise<void> {
  await db.query({
    name: 'source_heard',
    text: `update sources set last_success_at = clock_timestamp() where source = $1`,
    values: [source],
  });
}

/** Whether the source is to be heard from at all; one that is switched off is not stale, and begins anew when it is on again. */
export async function listenTo(db: Queryable, source: StockSource, on: boolean): Promise<void> {
  await db.query({
    name: 'source_enabled',
    text: `update sources set enabled = $2,
                  enabled_at = case when $2 then clock_timestamp() else enabled_at end
            where source = $1 and enabled <> $2`,
    values: [source, on],
  });
}
