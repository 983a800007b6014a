import { defineJob, type Jobs } from '@tandem/jobs';
import type { Tx } from '@tandem/persistence';

/** Announces that a sale has begun or ended, and publishes what is scheduled, at its second. */
export const PriceSwitch = defineJob<{ part_id: number }>({
  name: 'switch-price',
  title: 'Begin or end a sale, or publish what is scheduled',
  atOnce: 4,
});

/** Queues the next switch of each of these parts that has one ahead, in place of the one it waited for. */
export async function planSwitches(tx: Tx, jobs: Jobs, ids: readonly number[]): Promise<void> {
  const due = await tx.query<{ id: number; in_ms: number }>(
    `select id, ceil(extract(epoch from least(
              case sale_state when 'planned' then sale_from when 'on' then sale_until end, publish_at) - clock_timestamp()) * 1000)::float8 as in_ms
       from parts where id = any ($1::integer[]) and (sale_state in ('planned', 'on') or publish_at is not null)`,
    [ids],
  );
  for (const { id, in_ms } of due)
    await jobs.enqueue(
      tx,
      PriceSwitch,
      { part_id: id },
      { key: String(id), afterMs: Math.max(0, in_ms) },
    );
}
