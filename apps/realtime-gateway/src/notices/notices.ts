import { ContentUpdateFailed, type EventData, type Notice } from '@tandem/contracts';
import type { Queryable, Tx } from '@tandem/persistence';

/** The newest are kept: a list that nobody reads does not grow. */
export const MOST_NOTICES = 50;
const LONGEST_DETAIL = 1_000;

type Failed = EventData<typeof ContentUpdateFailed>;

/** A notice as its event tells it. */
export interface News {
  id: string;
  time: string;
  data: Failed;
}

/** What the author of a failed update is told. */
export const noticeOf = ({ id, time, data }: News): Notice => ({
  id,
  update: data.update,
  part_id: data.part_id,
  run_id: data.run_id,
  retrying: data.retrying,
  detail: data.detail.slice(0, LONGEST_DETAIL),
  created_at: time,
});

/** Keeps notices until they are dismissed: of each update the newest, and of each person so many. */
export async function keepNotices(tx: Tx, news: readonly News[]): Promise<void> {
  for (const one of news) {
    const { account_id, subject } = one.data;
    const { id, update, part_id, run_id, retrying, detail, created_at } = noticeOf(one);
    await tx.execute(
      `insert into notices (id, account_id, subject, update, part_id, run_id, retrying, detail, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (account_id, subject) do update
         set id = excluded.id, retrying = excluded.retrying, detail = excluded.detail, created_at = excluded.created_at`,
      [id, account_id, subject, update, part_id, run_id, retrying, detail, created_at],
    );
    await tx.execute(
      `delete from notices where account_id = $1 and id in (
         select id from notices where account_id = $1 order by created_at desc, id desc offset ${MOST_NOTICES})`,
      [account_id],
    );
  }
}

/** Of people whose accounts are deleted. */
export async function forgetNotices(tx: Tx, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await tx.execute('delete from notices where account_id = any ($1::uuid[])', [accountIds]);
}

/** The notices of one person, newest first. */
export async function noticesOf(database: Queryable, accountId: string): Promise<Notice[]> {
  const rows = await database.query<Omit<Notice, 'created_at'> & { created_at: Date }>(
    `select id, update, part_id, run_id, retrying, detail, created_at
       from notices where account_id = $1 order by created_at desc, id desc limit ${MOST_NOTICES}`,
    [accountId],
  );
  return rows.map((row) => ({ ...row, created_at: row.created_at.toISOString() }));
}

/** One that is gone already stays gone. */
export async function dismissNotice(
  database: Queryable,
  accountId: string,
  id: string,
): Promise<void> {
  await database.execute('delete from notices where account_id = $1 and id = $2', [accountId, id]);
}
