import { counter } from '@tandem/observability';
import type { Database } from '@tandem/persistence';
import type { Kept } from './kept.js';

const AT_ONCE = 1_000;

const removed = counter('retention_removed', {
  description: 'Rows that were removed because their time was over, by table.',
  unit: '{row}',
});

/**
 * Removes what a table keeps no longer, a batch a statement, so that no lock is held for long and no row that somebody
 * changes right now is waited for.
 * @returns how many rows are gone.
 */
export async function removeOld(
  database: Database,
  store: string,
  kept: Kept,
  signal: AbortSignal,
): Promise<number> {
  const { atOnce = AT_ONCE } = kept;
  const { seconds } = kept.for;
  const steps = [
    kept.remove
      ? () => kept.remove!(seconds, atOnce)
      : () => database.execute(deleteOld(kept), [seconds, atOnce]),
    ...(kept.most === undefined
      ? []
      : [() => database.execute(deleteBeyond(kept), [kept.most, atOnce])]),
  ];
  let gone = 0;
  for (const step of steps) {
    for (let batch = atOnce; batch >= atOnce && !signal.aborted;) {
      batch = await step();
      gone += batch;
      removed.add(batch, { store });
    }
  }
  return gone;
}

/** A row that was changed since it was chosen has moved to another place, and stays. */
const deleteChosen = ({ table, onlyAdded }: Kept, chosen: string): string =>
  `delete from ${table} where ctid = any (array(
     select ctid from ${table} where ${chosen} ${onlyAdded ? '' : 'for update skip locked'}))`;

const deleteOld = (kept: Kept): string =>
  deleteChosen(
    kept,
    `(${kept.since}) < clock_timestamp() - make_interval(secs => $1::float8) and (${kept.where ?? 'true'})
      order by ${kept.since} limit $2`,
  );

const deleteBeyond = (kept: Kept): string =>
  deleteChosen(
    kept,
    `(${kept.since}) is not null and (${kept.where ?? 'true'}) order by ${kept.since} desc offset $1 limit $2`,
  );
