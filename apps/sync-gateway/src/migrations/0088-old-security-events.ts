import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The service adds to its security log and reads it; what is old it may have removed, and nothing else. */
export class OldSecurityEvents1766200000088 implements MigrationInterface {
  name = 'OldSecurityEvents1766200000088';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function forget_security_events(days integer) returns integer language plpgsql security definer
      set search_path = pg_catalog as $$
      declare gone integer;
      begin
        delete from sync.security_events where id in (
          select id from sync.security_events
           where created_at < now() - make_interval(days => greatest(days, 30)) order by created_at limit 5000);
        get diagnostics gone = row_count;
        return gone;
      end $$;
      revoke all on function forget_security_events(integer) from public;
      grant execute on function forget_security_events(integer) to tandem_sync;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function forget_security_events(integer)');
  }
}
