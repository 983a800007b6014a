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

/**
 * Whether the source is to be heard from at all; one that is switched off is not stale, and begins anew when it is on again.
 * @param staleAfterMs how long it may be silent; left out: as before.
 */
export async function listenTo(
  db: Queryable,
  source: StockSource,
  on: boolean,
  staleAfterMs?: number,
): Promise<void> {
  await db.query({
    name: 'source_enabled',
    text: `update sources set enabled = $2, stale_after_ms = coalesce($3::int, stale_after_ms),
                  enabled_at = case when $2 and not enabled then clock_timestamp() else enabled_at end
            where source = $1 and (enabled <> $2 or stale_after_ms <> $3::int)`,
    values: [source, on, staleAfterMs ?? null],
  });
}
