import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whatever a setting says, younger rows can't be removed. */
const YOUNGEST = '30 days';

/** Says that a file holds the rows of the seals that follow the last archive. */
const RECORD_ARCHIVE = `
  create function operations.record_archive(last bigint, file text, bytes bigint, sha256 bytea) returns bigint
  language plpgsql security definer set search_path = pg_catalog, operations as $$
  declare
    before audit_archives;
    made audit_archives;
  begin
    lock table audit_archives in share row exclusive mode;
    select a.* into before from audit_archives a order by a.number desc limit 1;
    made.first_seal := coalesce(before.last_seal, 0) + 1;
    made.last_seal := last;
    select coalesce(sum(s.rows), 0) into made.rows from audit_seals s where s.number between made.first_seal and last;
    if exists (select from audit_seals s where s.number between made.first_seal and last
                  and s.newest_at > clock_timestamp() - interval '${YOUNGEST}') then
      raise exception 'changes of the last ${YOUNGEST} stay in the log';
    end if;
    made.number := coalesce(before.number, 0) + 1;
    insert into audit_archives (number, first_seal, last_seal, rows, file, bytes, sha256)
    values (made.number, made.first_seal, last, made.rows, file, bytes, sha256);
    return made.number;
  end $$`;

/** Removes the rows of the oldest seal that an archive has and the log has too: few at a time, each seal as a whole. */
const REMOVE_ARCHIVED = `
  create function operations.remove_archived() returns integer
  language plpgsql security definer set search_path = pg_catalog, operations as $$
  declare
    oldest audit_seals;
    removed integer;
  begin
    select s.* into oldest from audit_archives a join audit_seals s on s.number between a.first_seal and a.last_seal
     where a.removed_at is null and s.removed_at is null order by s.number limit 1 for update of s;
    if oldest.number is null then
      update audit_archives a set removed_at = clock_timestamp() where a.removed_at is null;
      return 0;
    end if;
    delete from audit.data_change_logs where id > oldest.after_id and id <= oldest.to_id;
    get diagnostics removed = row_count;
    if removed <> oldest.rows then
      raise exception 'seal % is over % rows, the log has %', oldest.number, oldest.rows, removed;
    end if;
    update audit_seals s set ids = null, hashes = null, words = null, removed_at = clock_timestamp()
     where s.number = oldest.number;
    return removed;
  end $$`;

/** Files that hold what the log no longer does. */
export class AuditArchives1764300000004 implements MigrationInterface {
  name = 'AuditArchives1764300000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table operations.audit_archives (
        number bigint primary key check (number > 0),
        first_seal bigint not null unique references operations.audit_seals,
        last_seal bigint not null unique references operations.audit_seals,
        rows bigint not null check (rows > 0),
        file text not null unique,
        bytes bigint not null check (bytes > 0),
        sha256 bytea not null check (length(sha256) = 32),
        recorded_at timestamptz(3) not null default clock_timestamp(),
        removed_at timestamptz(3),
        check (first_seal <= last_seal)
      );
      revoke all on operations.audit_archives from tandem_operations;
      grant select on operations.audit_archives to tandem_operations;`);
    await runner.query(RECORD_ARCHIVE);
    await runner.query(REMOVE_ARCHIVED);
    await runner.query(`
      revoke all on function operations.record_archive(bigint, text, bigint, bytea), operations.remove_archived() from public;
      grant execute on function operations.record_archive(bigint, text, bigint, bytea), operations.remove_archived()
        to tandem_operations;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function operations.remove_archived();
      drop function operations.record_archive(bigint, text, bigint, bytea);
      drop table operations.audit_archives;`);
  }
}
