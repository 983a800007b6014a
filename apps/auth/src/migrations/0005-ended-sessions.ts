import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SCHEMA_ORDER, grantRead } from '@tandem/persistence';

/**
 * Which sessions ended while an access token of theirs may still be about. Written by a trigger, so that no way of
 * ending a session (signing out, a lost role, a reused token, a deleted person) can forget it.
 */
export class EndedSessions1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Until when an access token of the session may be about; the default covers those issued before this column.
      alter table sessions add column tokens_until timestamptz(3) not null
        default clock_timestamp() + interval '65 minutes';

      create table ended_session_list (
        session_id uuid primary key,
        user_id uuid not null,
        reason text not null,
        ended_at timestamptz(3) not null default clock_timestamp(),
        tokens_until timestamptz(3) not null
      );
      create index ended_session_list_over on ended_session_list (tokens_until);

      create function note_ended_session() returns trigger language plpgsql security definer
      set search_path = pg_catalog as $$
      declare why text := coalesce(case when tg_op = 'UPDATE' then new.end_reason end, 'account_deleted');
      begin
        insert into auth.ended_session_list (session_id, user_id, reason, tokens_until)
        values (old.id, old.user_id, why, old.tokens_until) on conflict do nothing;
        perform pg_notify('tandem_session_ended', json_build_object('session_id', old.id, 'user_id', old.user_id,
          'reason', why, 'tokens_until', extract(epoch from old.tokens_until) * 1000)::text);
        return null;
      end $$;
      create trigger note_ended after update of ended_at on sessions for each row
        when (old.ended_at is null and new.ended_at is not null and old.tokens_until > clock_timestamp())
        execute function note_ended_session();
      create trigger note_deleted after delete on sessions for each row
        when (old.ended_at is null and old.tokens_until > clock_timestamp())
        execute function note_ended_session();

      create view ended_sessions as
        select session_id, user_id, reason, tokens_until from ended_session_list
         where tokens_until > clock_timestamp();
    `);
    for (const schema of SCHEMA_ORDER)
      await runner.query(grantRead('auth', 'ended_sessions', schema));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view ended_sessions;
      drop trigger note_ended on sessions;
      drop trigger note_deleted on sessions;
      drop function note_ended_session();
      drop table ended_session_list;
      alter table sessions drop column tokens_until;
    `);
  }
}
