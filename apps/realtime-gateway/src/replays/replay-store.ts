import type { Queryable } from '@tandem/persistence';
import type { ReplayState, ReplayView } from './replays.dto.js';

/** A replay that is under way: what of the log it still has before it. */
export interface OpenReplay {
  id: string;
  group: string | null;
  debug_topic: string | null;
  topic: string | null;
  type: string | null;
  subject: string | null;
  from: Date | null;
  to: Date | null;
  position: string;
  up_to: string;
}

const VIEW = `id, state, consumer_group as "group", debug_topic, topic, type, subject, events, done, handled, error,
  started_by_name, started_at, finished_at`;
const NEWEST = 20;

type Row = Omit<ReplayView, 'started_at' | 'finished_at'> & {
  started_at: Date;
  finished_at: Date | null;
};

export async function newestReplays(db: Queryable): Promise<ReplayView[]> {
  const rows = await db.query<Row>(
    `select ${VIEW} from replays order by started_at desc limit ${NEWEST}`,
  );
  return rows.map(viewOf);
}

export async function replayOf(db: Queryable, id: string): Promise<ReplayView | null> {
  const [row] = await db.query<Row>(`select ${VIEW} from replays where id = $1`, [id]);
  return row ? viewOf(row) : null;
}

export async function openReplay(db: Queryable, id: string): Promise<OpenReplay | null> {
  const [row] = await db.query<OpenReplay>(
    `select id, consumer_group as "group", debug_topic, topic, type, subject, since as "from", before as "to", position, up_to
       from replays where id = $1 and state = 'running'`,
    [id],
  );
  return row ?? null;
}

/** @returns false when it was stopped meanwhile. */
export async function noteProgress(
  db: Queryable,
  id: string,
  { position, done, handled }: { position: string; done: number; handled: number },
): Promise<boolean> {
  // Handed over once more after a crash, they are counted once: the position tells.
  const noted = await db.execute(
    `update replays set position = $2, done = least(events, done + $3), handled = least(events, handled + $4)
      where id = $1 and state = 'running' and position < $2`,
    [id, position, done, handled],
  );
  return noted > 0;
}

/** @returns false when it had ended before. */
export async function endReplay(
  db: Queryable,
  id: string,
  state: Exclude<ReplayState, 'running'>,
  error: string | null = null,
): Promise<boolean> {
  const ended = await db.execute(
    `update replays set state = $2, error = $3, finished_at = clock_timestamp() where id = $1 and state = 'running'`,
    [id, state, error?.slice(0, 2_000) ?? null],
  );
  return ended > 0;
}

const viewOf = (row: Row): ReplayView => ({
  ...row,
  started_at: row.started_at.toISOString(),
  finished_at: row.finished_at?.toISOString() ?? null,
});
