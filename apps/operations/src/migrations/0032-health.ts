import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
  create table operations.health_states (
    service    text           not null check (char_length(service) between 1 and 100),
    -- 'itself' is the service as a whole.
    dependency text           not null check (char_length(dependency) between 1 and 100),
    state      text           not null check (state in ('up', 'down')),
    required   boolean        not null,
    since      timestamptz(3) not null,
    told_at    timestamptz(3) not null,
    primary key (service, dependency)
  );
  comment on table operations.health_states is 'What each service last said of itself and of what it depends on.';

  create table operations.health_changes (
    id         uuid           primary key,
    service    text           not null check (char_length(service) between 1 and 100),
    dependency text           not null check (char_length(dependency) between 1 and 100),
    -- Null: nothing was known of it before.
    from_state text           check (from_state in ('up', 'down')),
    to_state   text           not null check (to_state in ('up', 'down')),
    at         timestamptz(3) not null,
    constraint health_changes_differ check (from_state is distinct from to_state)
  );
  create index health_changes_at on operations.health_changes (at);
  comment on table operations.health_changes is 'When a service or what it depends on went down and came up again.'`;

/** What the services say of their health: how it is, and how it has changed. */
export class Health1768500000032 implements MigrationInterface {
  name = 'Health1768500000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table operations.health_changes, operations.health_states');
  }
}
