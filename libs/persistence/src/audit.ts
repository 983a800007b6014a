export interface AuditOptions {
  /** The column that identifies the record. Default `id`. */
  idColumn?: string;
  /** Secret columns: that they changed is on record, their values are not. */
  redact?: string[];
  /** Derived columns, such as search documents, that tell nothing of their own. */
  omit?: string[];
  /**
   * An update is on record only when one of these columns changes: for tables that also hold what merely steers the work,
   * such as leases and due times. Default: every update.
   */
  updatesOf?: string[];
  /** With `updatesOf`: rows come from the shop itself and go by age, so that only what is decided about them is on record. */
  updatesAlone?: boolean;
}

/** SQL of a migration that puts every change of a table on record. `table` may be schema-qualified. */
export function auditTable(table: string, options: AuditOptions = {}): string {
  const args = [
    options.idColumn ?? 'id',
    ...(options.redact ?? []),
    ...(options.omit ?? []).map((column) => `-${column}`),
  ];
  const list = args.map((arg) => `'${arg.replaceAll("'", "''")}'`).join(', ');
  const record = `execute function audit.log_change(${list})`;
  const { updatesOf } = options;
  if (!updatesOf) {
    return `create trigger audit_changes after insert or update or delete on ${table} for each row ${record}`;
  }
  const row = (version: string) => updatesOf.map((column) => `${version}.${column}`).join(', ');
  const others = `create trigger audit_changes after insert or delete on ${table} for each row ${record};`;
  return `${options.updatesAlone ? '' : others}
    create trigger audit_updates after update on ${table} for each row
      when ((${row('old')}) is distinct from (${row('new')})) ${record}`;
}

/** The audit log and the trigger function that alone writes it. */
export const AUDIT_SQL = `
create table if not exists audit.data_change_logs (
  id bigint generated always as identity primary key,
  table_schema text not null,
  table_name text not null,
  record_id text,
  operation text not null check (operation in ('INSERT', 'UPDATE', 'DELETE')),
  old_values jsonb,
  new_values jsonb,
  changed_by uuid,
  changed_at timestamptz(3) not null default clock_timestamp(),
  ip_address text,
  user_agent text,
  correlation_id text
);
-- Each ends with the time and the id, so that whoever reads a part of the log newest first walks one of them and sorts nothing.
create index if not exists data_change_logs_newest on audit.data_change_logs (changed_at, id);
create index if not exists data_change_logs_of_table on audit.data_change_logs (table_name, changed_at, id);
create index if not exists data_change_logs_of_record
  on audit.data_change_logs (table_name, record_id, changed_at, id);
create index if not exists data_change_logs_of_person
  on audit.data_change_logs (changed_by, changed_at, id) where changed_by is not null;
drop index if exists audit.data_change_logs_record;
drop index if exists audit.data_change_logs_changed_at;
drop index if exists audit.data_change_logs_changed_by;

create or replace function audit.log_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, audit as $$
declare
  old_row jsonb;
  new_row jsonb;
  record_id text;
  column_name text;
  actor text := nullif(current_setting('tandem.user_id', true), '');
begin
  if tg_op <> 'INSERT' then old_row := to_jsonb(old); end if;
  if tg_op <> 'DELETE' then new_row := to_jsonb(new); end if;
  record_id := coalesce(new_row, old_row) ->> coalesce(tg_argv[0], 'id');
  for i in 1 .. tg_nargs - 1 loop
    column_name := tg_argv[i];
    if left(column_name, 1) = '-' then
      old_row := old_row - substr(column_name, 2);
      new_row := new_row - substr(column_name, 2);
    else
      if tg_op = 'UPDATE' and (old_row -> column_name) is distinct from (new_row -> column_name) then
        new_row := jsonb_set(new_row, array[column_name], '"[redacted, changed]"');
      elsif new_row ? column_name then
        new_row := jsonb_set(new_row, array[column_name], '"[redacted]"');
      end if;
      if old_row ? column_name then
        old_row := jsonb_set(old_row, array[column_name], '"[redacted]"');
      end if;
    end if;
  end loop;
  insert into audit.data_change_logs (table_schema, table_name, record_id, operation, old_values,
    new_values, changed_by, ip_address, user_agent, correlation_id)
  values (tg_table_schema, tg_table_name, record_id, tg_op, old_row, new_row,
    case when pg_input_is_valid(actor, 'uuid') then actor::uuid end,
    nullif(current_setting('tandem.ip', true), ''),
    nullif(current_setting('tandem.user_agent', true), ''),
    nullif(current_setting('tandem.correlation_id', true), ''));
  return null;
end $$;
revoke all on function audit.log_change() from public;
`;
