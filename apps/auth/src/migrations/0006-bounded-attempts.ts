import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Attempts are counted where nothing is evicted, and what refused visitors leave behind is bounded: one row a minute for
 * each address and account, and an end to how long it is kept.
 */
export class BoundedAttempts1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Unlogged: after a crash of the database counting starts anew, which is no worse than a window that ended.
      create unlogged table attempt_counts (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      );
      create index attempt_counts_over on attempt_counts (expire);

      alter table security_events
        add column occurrences integer not null default 1 check (occurrences > 0),
        add column minute timestamptz(0);
      create unique index security_events_refused
        on security_events (type, minute, coalesce(ip_address, ''), coalesce(user_id::text, ''))
        where minute is not null;
      -- Counting up is all that may happen to an entry.
      grant update (occurrences) on security_events to tandem_auth;

      create function forget_security_events(days integer) returns integer language plpgsql security definer
      set search_path = pg_catalog as $$
      declare gone integer;
      begin
        delete from auth.security_events where id in (
          select id from auth.security_events
           where created_at < now() - make_interval(days => greatest(days, 30)) order by created_at limit 5000);
        get diagnostics gone = row_count;
        return gone;
      end $$;
      revoke all on function forget_security_events(integer) from public;
      grant execute on function forget_security_events(integer) to tandem_auth;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function forget_security_events(integer);
      drop index security_events_refused;
      alter table security_events drop column occurrences, drop column minute;
      drop table attempt_counts;
    `);
  }
}
