import type { CacheFinding, Finding, PageFinding } from '@tandem/consistency';
import type { Queryable, Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';

/** A difference as it was found, and what became of it. */
export interface StoredDifference {
  id: string;
  check_name: string;
  about: string;
  record: string;
  has: string | null;
  due: string | null;
}

/** Notes what a check found now: what is no longer there is gone, what was there before keeps its time. */
export async function keepFindings(
  tx: Tx,
  check: string,
  lookedAt: number,
  findings: readonly (Finding | CacheFinding | PageFinding)[],
): Promise<void> {
  const rows = findings.map(({ about, id, has, due }) => ({
    id: uuidv7(),
    about,
    record: id,
    has,
    due,
  }));
  await tx.execute(
    `insert into consistency_checks (name, checked_at, looked_at) values ($1, clock_timestamp(), $2)
     on conflict (name) do update set checked_at = excluded.checked_at, looked_at = excluded.looked_at`,
    [check, lookedAt],
  );
  await tx.execute(
    `update consistency_differences d set state = 'gone', settled_at = clock_timestamp()
      where d.check_name = $1 and d.state = 'open' and d.record <> all ($2::text[])`,
    [check, rows.map(({ record }) => record)],
  );
  await tx.execute(
    `insert into consistency_differences as d (id, check_name, about, record, has, due)
     select id, $1, about, record, has, due
       from jsonb_to_recordset($2::jsonb) as r (id uuid, about text, record text, has text, due text)
     on conflict (check_name, record) where state = 'open' do update set has = excluded.has, due = excluded.due`,
    [check, JSON.stringify(rows)],
  );
}

const DIFFERENCE = 'id, check_name, about, record, has, due';

/** Open differences: those of a check, or those of these ids. */
export async function openDifferences(
  db: Queryable,
  { check = null, ids = null }: { check?: string | null; ids?: readonly string[] | null },
  most: number,
): Promise<StoredDifference[]> {
  return db.query<StoredDifference>(
    `select ${DIFFERENCE} from consistency_differences
      where state = 'open' and ($1::text is null or check_name = $1) and ($2::uuid[] is null or id = any ($2::uuid[]))
      order by id limit $3`,
    [check, ids, most],
  );
}

export async function markRepaired(
  db: Queryable,
  ids: readonly string[],
  by: { id: string | null; name: string },
): Promise<void> {
  await db.execute(
    `update consistency_differences
        set state = 'repaired', settled_at = clock_timestamp(), repaired_by = $2, repaired_by_name = $3
      where id = any ($1::uuid[]) and state = 'open'`,
    [ids, by.id, by.name],
  );
}
