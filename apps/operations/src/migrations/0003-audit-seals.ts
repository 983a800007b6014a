import { CHANGE_TEXT, changeHash, sealDigest } from '@tandem/consistency';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows that one seal is over at most, and bytes of them: its words have to fit into one search document. */
const MOST_ROWS = 1_000;
const MOST_BYTES = 262_144;

const DIGEST = sealDigest('before.digest', {
  number: 'made.number',
  afterId: 'made.after_id',
  toId: 'made.to_id',
  rows: 'made.rows',
  content: 'made.content',
});

/** Words of a text in lower case: runs of letters and digits. What JSON escapes parts words. */
export const wordsFunction = (name: string, text: string): string => String.raw`
  create function operations.${name}(said text) returns text[] language sql immutable parallel safe as $$
    select array(
      select distinct left(word, 60)
        from regexp_split_to_table(
               regexp_replace(lower(${text}), '\\(["\\/bfnrt]|u[0-9a-f]{4})', ' ', 'g'), '[^[:alnum:]]+') as word
       where word <> '') $$`;

/** The words of each row by itself; replaced by migration 0030. */
export const WORDS_OF_EACH = `    select array_to_tsvector(array_agg(distinct w.word)) into made.words
      from audit.data_change_logs l
     cross join lateral (
       select unnest(words_of(concat_ws(' ', l.old_values, l.new_values)))
        union all
       select unnest(array['table:' || l.table_name, 'operation:' || l.operation, 'person:' || coalesce(l.changed_by::text, 'system')])
     ) w(word)
     where l.id > made.after_id and l.id <= made.to_id;`;

/**
 * Rows are sealed in the order of their ids, which are taken before they are committed: a transaction that is still open may
 * hold an id below those that can be read. So the highest id is noted together with the transactions that have the log open
 * for writing; when none of them is left, no row up to that id can still come. Nobody is locked out, and others need not end.
 */
export const sealChanges = (words: string): string => `
  create or replace function operations.seal_changes(out state text, out number bigint, out rows integer, out digest text)
  language plpgsql security definer set search_path = pg_catalog, operations as $$
  declare
    frontier audit_frontier;
    before audit_seals;
    made audit_seals;
  begin
    if current_setting('transaction_isolation') <> 'read committed' then
      raise exception 'changes are sealed in a transaction that sees what others commit';
    end if;
    select f.* into frontier from audit_frontier f for update;
    select s.* into before from audit_seals s order by s.number desc limit 1;
    made.after_id := coalesce(before.to_id, 0);
    if frontier.up_to is null then
      -- The id before the transactions: whoever takes one has opened the log first.
      select case when s.is_called then s.last_value else 0 end into frontier.up_to from audit.data_change_logs_id_seq s;
      if frontier.up_to <= frontier.reached then state := 'done'; return; end if;
      update audit_frontier f set up_to = frontier.up_to, waits_for = array(
        select l.virtualtransaction from pg_locks l
         where l.relation = 'audit.data_change_logs'::regclass and l.mode = 'RowExclusiveLock'
           and l.database = (select oid from pg_database where datname = current_database()))
      returning f.* into frontier;
    end if;
    if exists (
      select from pg_locks l
       where l.relation = 'audit.data_change_logs'::regclass and l.mode = 'RowExclusiveLock'
         and l.database = (select oid from pg_database where datname = current_database())
         and l.virtualtransaction = any (frontier.waits_for)) then
      state := 'waits';
      return;
    end if;
    select count(*), max(c.id), array_agg(c.id order by c.id), string_agg(c.hash, ''::bytea order by c.id),
           sha256(string_agg(int8send(c.id) || c.hash, ''::bytea order by c.id)), min(c.changed_at), max(c.changed_at)
      into made.rows, made.to_id, made.ids, made.hashes, made.content, made.oldest_at, made.newest_at
      from (select l.id, l.changed_at, ${changeHash('l.said')} as hash,
                   sum(octet_length(l.said)) over (order by l.id rows between unbounded preceding and 1 preceding) as bytes_before
              from (select l.id, l.changed_at, ${CHANGE_TEXT} as said from audit.data_change_logs l
                     where l.id > made.after_id and l.id <= frontier.up_to order by l.id limit ${MOST_ROWS}) l) c
     where coalesce(c.bytes_before, 0) < ${MOST_BYTES};
    if made.rows = 0 then
      update audit_frontier set up_to = null, waits_for = '{}', reached = frontier.up_to;
      state := 'reached';
      return;
    end if;
${words}
    made.number := coalesce(before.number, 0) + 1;
    made.digest := ${DIGEST};
    made.sealed_at := clock_timestamp();
    insert into audit_seals select made.*;
    select 'sealed', made.number, made.rows, encode(made.digest, 'hex') into state, number, rows, digest;
  end $$`;

/** Seals over the audit log: each has the hashes of its rows and follows from the one before. */
export class AuditSeals1764300000003 implements MigrationInterface {
  name = 'AuditSeals1764300000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table operations.audit_seals (
        number bigint primary key check (number > 0),
        after_id bigint not null,
        to_id bigint not null unique,
        rows integer not null check (rows > 0),
        ids bigint[],
        hashes bytea,
        words tsvector,
        content bytea not null check (length(content) = 32),
        digest bytea not null unique check (length(digest) = 32),
        oldest_at timestamptz(3) not null,
        newest_at timestamptz(3) not null,
        sealed_at timestamptz(3) not null,
        removed_at timestamptz(3),
        check (after_id < to_id),
        check (case when removed_at is null then cardinality(ids) = rows and length(hashes) = rows * 32
                    else ids is null and hashes is null and words is null end)
      );
      create index audit_seals_words on operations.audit_seals using gin (words) with (fastupdate = off);
      create table operations.audit_frontier (
        one boolean primary key default true check (one),
        up_to bigint,
        waits_for text[] not null default '{}',
        reached bigint not null default 0
      );
      insert into operations.audit_frontier default values;
      revoke all on operations.audit_seals, operations.audit_frontier from tandem_operations;
      grant select on operations.audit_seals to tandem_operations;
      grant usage on schema audit, operations to tandem_operations, tandem_realtime;
      grant select on audit.data_change_logs to tandem_operations, tandem_realtime;
      grant select on operations.audit_seals to tandem_realtime;`);
    await runner.query(wordsFunction('words_of', 'left(said, 100000)'));
    await runner.query(sealChanges(WORDS_OF_EACH));
    await runner.query(`
      revoke all on function operations.seal_changes(), operations.words_of(text) from public;
      grant execute on function operations.seal_changes(), operations.words_of(text) to tandem_operations;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke all on audit.data_change_logs from tandem_operations, tandem_realtime;
      revoke all on schema audit from tandem_operations, tandem_realtime;
      drop function operations.seal_changes();
      drop table operations.audit_seals, operations.audit_frontier;
      drop function operations.words_of(text);`);
  }
}
