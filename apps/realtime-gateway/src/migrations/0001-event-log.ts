import type { MigrationInterface, QueryRunner } from 'typeorm';
import { inboxSql, outboxSql } from '@tandem/messaging';

/** The recent-event log, the newest versions heard of, and the messaging tables of this schema. */
export class EventLog1764000000000 implements MigrationInterface {
  name = 'EventLog1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(outboxSql('realtime'));
    await runner.query(inboxSql('realtime'));
    await runner.query(`
      create sequence realtime.event_log_seq as bigint;

      create table realtime.event_log (
        seq            bigint         not null primary key,
        event_id       uuid           not null unique,
        topic          text           not null,
        type           text           not null,
        subject        text           not null,
        part_id        integer,
        version        bigint,
        lists          text[]         not null default '{}',
        public_type    text,
        public_data    jsonb,
        staff_data     jsonb          not null,
        superseded     boolean        not null default false,
        occurred_at    timestamptz(3) not null,
        recorded_at    timestamptz(3) not null default clock_timestamp(),
        correlation_id text,
        traceparent    text,
        check ((public_type is null) = (public_data is null))
      );
      create index event_log_part on realtime.event_log (part_id, seq);
      create index event_log_type on realtime.event_log (type, seq);
      create index event_log_subject on realtime.event_log (subject, seq);
      create index event_log_recorded on realtime.event_log (recorded_at);

      comment on table realtime.event_log is
        'The newest events, in one order for every instance: fan-out and resume read it by seq.';

      -- The lock is held until the commit is visible, so a position is never seen before a lower one:
      -- without it a reader that went by seq would skip a transaction that commits late.
      create function realtime.event_log_position() returns trigger
        language plpgsql security definer set search_path = pg_catalog, realtime as $$
      begin
        perform pg_advisory_xact_lock(hashtext('tandem'), hashtext('realtime.event_log'));
        new.seq := nextval('realtime.event_log_seq');
        return new;
      end $$;

      create trigger event_log_position before insert on realtime.event_log
        for each row execute function realtime.event_log_position();

      create function realtime.event_log_announce() returns trigger
        language plpgsql security definer set search_path = pg_catalog, realtime as $$
      begin
        perform pg_notify('tandem_event_log', '');
        return null;
      end $$;

      create trigger event_log_announce after insert on realtime.event_log
        for each statement execute function realtime.event_log_announce();

      create table realtime.part_versions (
        part_id         integer not null primary key,
        stock_version   bigint  not null default 0,
        content_version bigint  not null default 0,
        lists           text[]  not null default '{}',
        is_public       boolean not null default true
      );

      comment on table realtime.part_versions is
        'The newest versions heard of per part, and the lists it stands in; an older event never lowers them.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table realtime.part_versions, realtime.event_log, realtime.dead_letters, realtime.inbox, realtime.outbox;
      drop function realtime.event_log_position(), realtime.event_log_announce();
      drop sequence realtime.event_log_seq;
    `);
  }
}
