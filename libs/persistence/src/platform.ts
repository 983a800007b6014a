import { roleOf, SERVICES } from '@tandem/config';
import pg from 'pg';
import { AUDIT_SQL } from './audit.js';

/** A service's share of the database: its schema, and the password of the schema's login role. */
export interface SchemaOwner {
  schema: string;
  password: string;
}

/** Migration order: a schema may refer to those before it. */
export const SCHEMA_ORDER: readonly string[] = SERVICES.map(({ schema }) => schema);

const q = pg.escapeIdentifier;
const lit = pg.escapeLiteral;

/** Schemas, roles, grants and the audit log; may run any number of times. */
export async function bootstrapPlatform(admin: pg.Client, owners: SchemaOwner[]): Promise<void> {
  const byRole = new Map<string, { schema: string; password?: string }>();
  for (const schema of SCHEMA_ORDER) byRole.set(roleOf(schema), { schema });
  for (const { schema, password } of owners) byRole.set(roleOf(schema), { schema, password });

  for (const [role, { password }] of byRole) await ensureRole(admin, role, password);
  await admin.query('create schema if not exists audit');
  await admin.query(AUDIT_SQL);
  for (const [role, { schema }] of byRole) {
    await admin.query(`
      create schema if not exists ${q(schema)};
      revoke all on schema ${q(schema)} from public;
      grant usage on schema ${q(schema)} to ${q(role)};
      alter default privileges in schema ${q(schema)}
        grant select, insert, update, delete on tables to ${q(role)};
      alter default privileges in schema ${q(schema)} grant usage, select on sequences to ${q(role)};
      create or replace view ${q(schema)}.change_log as
        select * from audit.data_change_logs where table_schema = ${lit(schema)};
      revoke all on ${q(schema)}.change_log from ${q(role)};
      grant select on ${q(schema)}.change_log to ${q(role)};`);
  }
}

/**
 * Roles belong to the whole server, so clusters shared by several databases may meet here: the
 * catalogue row is then updated by two sessions at once and one of them has to try again.
 */
async function ensureRole(admin: pg.Client, role: string, password?: string): Promise<void> {
  const login =
    password === undefined ? '' : `alter role ${q(role)} login password ${lit(password)};`;
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.query(`
        do $$ begin
          if not exists (select from pg_roles where rolname = ${lit(role)}) then
            create role ${q(role)} nologin nosuperuser nocreatedb nocreaterole;
          end if;
        end $$;
        ${login}`);
      return;
    } catch (error) {
      const { code, message } = error as { code?: string; message?: string };
      const met = code === '23505' || code === '42710' || /concurrently/.test(message ?? '');
      if (!met || attempt >= 20) throw error;
    }
  }
}

/**
 * SQL that lets another service's role read one table or view of this schema: the only way across
 * schemas besides events.
 */
export function grantRead(schema: string, relation: string, toSchema: string): string {
  const role = q(roleOf(toSchema));
  return `grant usage on schema ${q(schema)} to ${role};
    grant select on ${q(schema)}.${q(relation)} to ${role}`;
}
