import { Database, transaction, type Tx } from '@tandem/persistence';

/** The tables of which each part has rows that are cleared part by part. */
export type Walked = 'part_content_versions' | 'part_prices';

/** What became of some parts. */
export interface Slice {
  /** How many there were; fewer than asked for: they were the last. */
  parts: number;
  /** The highest number among them. */
  last: number;
  gone: number;
}

/** What is removed: rows that are over by so many seconds, and none of the newest so many of a part. */
interface Clearing {
  clear: ClearSlice;
  newest: number;
  seconds: number;
}

/** Removes at most `atOnce` such rows of the next so many parts after `after`. One row comes back. */
export type ClearSlice = (
  tx: Tx,
  of: Omit<Clearing, 'clear'> & { after: number; parts: number; atOnce: number },
) => Promise<Slice[]>;

/** The end of its SQL: how far removal went in each part of `gone` is noted, and it says what became of `slice`. */
export const notedAs = (
  column: 'versions_up_to' | 'prices_up_to',
  upTo: string,
): string => `noted as (
    insert into part_removals as r (part_id, ${column})
      select part_id, ${upTo} from gone group by part_id order by part_id
      on conflict (part_id) do update set ${column} = greatest(r.${column}, excluded.${column})
  )
  select (select count(*) from slice)::integer as parts, coalesce((select max(id) from slice), 0) as last,
         (select count(*) from gone)::integer as gone`;

/** Each is looked up by an index. */
const SLICE = 1_000;

/** So that a run ends, and with it the job, also where there are millions; the next goes on from there. */
const SLICES_OF_A_RUN = 250;

/** In a shop of millions of parts a walk takes some runs, and what falls due behind it waits for the next. */
const LONGEST_WALK_SECONDS = 86_400;

/**
 * Goes on with the walk through all parts until so many rows are gone, it is at its end, or it has seen enough for one run.
 * @returns how many rows are gone.
 */
export async function walkParts(
  database: Database,
  store: Walked,
  atOnce: number,
  clearing: Clearing,
): Promise<number> {
  let gone = 0;
  for (let slices = 0; slices < SLICES_OF_A_RUN && gone < atOnce; slices += 1) {
    const { slice, ended } = await transaction(database, (tx) => step(tx, store, atOnce, clearing));
    gone += slice.gone;
    if (ended) break;
  }
  return gone;
}

/** SQL of the seconds by which a row may have outlived its time. */
export const overdueByWalk = (store: Walked): string =>
  `(select greatest(0, extract(epoch from clock_timestamp() - looked_at) - ${LONGEST_WALK_SECONDS})::float8
      from retention_walks where store = '${store}')`;

async function step(
  tx: Tx,
  store: Walked,
  atOnce: number,
  { clear, ...clearing }: Clearing,
): Promise<{ slice: Slice; ended: boolean }> {
  // Held, so that a second instance goes on behind this one.
  const [walk] = await tx.query<{ last_part: number }>(
    `select last_part from retention_walks where store = $1 for update`,
    [store],
  );
  const after = walk!.last_part;
  const cleared = await clear(tx, { ...clearing, after, parts: SLICE, atOnce });
  const slice = cleared[0]!;
  // There may be more of these parts.
  if (slice.gone >= atOnce) return { slice, ended: false };
  const ended = slice.parts < SLICE;
  await tx.execute(
    ended
      ? `update retention_walks set last_part = 0, looked_at = began_at, began_at = clock_timestamp() where store = $1`
      : `update retention_walks set last_part = $2 where store = $1`,
    ended ? [store] : [store, slice.last],
  );
  return { slice, ended };
}
