import type { EntityManager } from 'typeorm';

/** @returns false when it was marked before; waits for another transaction that is marking it now. */
export async function markHandled(
  tx: EntityManager,
  consumer: string,
  eventId: string,
): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    'insert into inbox (consumer, event_id) values ($1, $2) on conflict do nothing returning 1',
    [consumer, eventId],
  );
  return rows.length > 0;
}
