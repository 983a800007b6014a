import type { MigrationInterface, QueryRunner } from 'typeorm';

/*
 * A role sees the begin of its own transactions alone. What others say in theirs is nobody's business: this tells times and
 * numbers. Where migrations run by a role that may not see others' sessions either, it tells of that role's own.
 */
const FUNCTION = `
  create function operations.database_health(out oldest_transaction double precision, out sessions integer, out most_sessions integer,
                                             out size bigint)
  language sql security definer set search_path = pg_catalog as $$
    select coalesce(max(extract(epoch from clock_timestamp() - xact_start)) filter (where backend_type = 'client backend'), 0)::float8,
           count(*) filter (where backend_type = 'client backend')::integer,
           current_setting('max_connections')::integer,
           pg_database_size(current_database())
      from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() $$;
  revoke all on function operations.database_health() from public;
  grant execute on function operations.database_health() to tandem_operations;`;

/** What operations tells of the database as a whole. */
export class DatabaseHealth1767500000020 implements MigrationInterface {
  name = 'DatabaseHealth1767500000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function operations.database_health()');
  }
}
