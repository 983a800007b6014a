import { auditTable } from '@tandem/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = `
  create table realtime.replays (
    id              uuid           primary key,
    state           text           not null default 'running'
                                   check (state in ('running', 'completed', 'failed', 'cancelled')),
    -- Whom the events go to: the services of a consumer group, or whoever reads a topic.
    consumer_group  text           check (length(consumer_group) <= 100),
    debug_topic     text           check (debug_topic ~ '^tandem[.]debug[.][a-z0-9-]{1,40}$'),
    topic           text,
    type            text,
    subject         text,
    since           timestamptz(3),
    before          timestamptz(3),
    -- Positions of the event log: handed over up to the first, to be handed over up to the second.
    position        bigint         not null,
    up_to           bigint         not null check (up_to >= position),
    events          integer        not null check (events between 1 and 10000),
    done            integer        not null default 0 check (done between 0 and events),
    handled         integer        not null default 0 check (handled between 0 and done),
    error           text           check (length(error) <= 2000),
    started_by      uuid           not null,
    started_by_name text           not null,
    started_at      timestamptz(3) not null default clock_timestamp(),
    finished_at     timestamptz(3),
    constraint replays_target check ((consumer_group is null) <> (debug_topic is null)),
    constraint replays_finished check ((state = 'running') = (finished_at is null)),
    constraint replays_error check (error is null or state = 'failed')
  );
  create unique index replays_one_at_a_time on realtime.replays ((true)) where state = 'running';
  create index replays_finished_at on realtime.replays (finished_at) where finished_at is not null`;

/** Events of the past that staff have handed over once more. */
export class Replays1768000000028 implements MigrationInterface {
  name = 'Replays1768000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(auditTable('realtime.replays', { updatesOf: ['state'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table realtime.replays');
  }
}
