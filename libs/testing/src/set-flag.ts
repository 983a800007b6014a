import { FLAGS_CHANNEL } from '@tandem/contracts';
import type { TestDatabase } from './database.js';

/** Decides about a feature flag as staff do; every service of the database hears of it. */
export async function setFlag(
  database: TestDatabase,
  name: string,
  rule: { enabled: boolean; percentage?: number; roles?: string[] },
): Promise<void> {
  await database.query(
    `with decided as (insert into realtime.feature_flags as flag (name, enabled, percentage, roles) values ($1, $2, $3, $4)
       on conflict (name) do update set enabled = excluded.enabled, percentage = excluded.percentage,
         roles = excluded.roles, version = flag.version + 1)
     select pg_notify($5, '')`,
    [name, rule.enabled, rule.percentage ?? null, rule.roles ?? [], FLAGS_CHANNEL],
  );
}
