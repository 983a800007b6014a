import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Beside its type the announcement of a change says of which kind the part is and which fields changed: `game:price,images`. */
const ABOUT = `coalesce('|' || (payload ->> 'kind') || ':' || coalesce(
        (select string_agg(field, ',') from jsonb_array_elements_text(payload -> 'changed') field), ''), '')`;

const announce = (about: string): string => `
  create or replace function announce_outbox() returns trigger language plpgsql
  set search_path = pg_catalog as $$
  begin
    perform pg_notify('tandem_outbox_catalog', '');
    perform pg_notify('tandem_changes', topic || '|' || aggregateid || '|' || version || '|' || type || ${about})
      from added where topic not like '%.dlq' order by seq;
    return null;
  end $$`;

export class WhatChanged1700000000045 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(announce(ABOUT));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(announce(`''`));
  }
}
