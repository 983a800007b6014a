import type { Statement, Tx } from '@tandem/persistence';

/** Marks an event as handled; returns a row unless it was marked before. */
export function inboxMark(consumer: string, eventId: string): Statement {
  return {
    name: 'tandem_inbox_mark',
    text: 'insert into inbox (consumer, event_id) values ($1, $2) on conflict do nothing returning 1',
    values: [consumer, eventId],
  };
}

/** Marks many events at once; returns those that were not marked before. */
export function inboxMarks(consumer: string, eventIds: readonly string[]): Statement {
  return {
    name: 'tandem_inbox_marks',
    text: `insert into inbox (consumer, event_id) select $1, id from unnest($2::uuid[]) as id order by id
      on conflict do nothing returning event_id`,
    values: [consumer, eventIds],
  };
}

/** @returns false when it was marked before; waits for another transaction that is marking it now. */
export async function markHandled(tx: Tx, consumer: string, eventId: string): Promise<boolean> {
  return (await tx.query(inboxMark(consumer, eventId))).length > 0;
}
