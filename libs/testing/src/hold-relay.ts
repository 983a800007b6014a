import type { Client } from 'pg';
import { eventually } from './eventually.js';

/** Whoever publishes a schema's outbox loses its session, and `session` holds its lock until it gives it back or ends. */
export async function holdRelay(session: Client, schema: string): Promise<void> {
  const hold = async () => {
    await session.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = $1 and datname = current_database()`,
      [`relay-${schema}`],
    );
    const { rows } = await session.query<{ taken: boolean }>(
      'select pg_try_advisory_lock(hashtext($1), hashtext($2)) as taken',
      ['tandem_outbox', schema],
    );
    if (!rows[0]!.taken) throw new Error('the relay has its lock');
  };
  await eventually(hold, { timeoutMs: 90_000 });
}
