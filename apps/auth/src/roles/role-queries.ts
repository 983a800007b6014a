import { Injectable } from '@nestjs/common';
import { notFound } from '@tandem/kernel';
import { Database, type Queryable } from '@tandem/persistence';
import type { RoleList, RoleView } from './roles.dto.js';

/** Administrators may do everything, and customers nothing in the panel: else the shop could be locked up or thrown open. */
export const FIXED_ROLES: readonly string[] = ['admin', 'customer'];

/** Of customers there may be millions: they are counted to here. */
const MOST_COUNTED = 1_000;

export async function findRole(tx: Queryable, name: string): Promise<RoleView | undefined> {
  const [role] = await rolesOf(tx, name);
  return role;
}

async function rolesOf(tx: Queryable, name: string | null): Promise<RoleView[]> {
  return tx.query<RoleView>(
    `select r.name, r.description, r.version::int as version, r.name <> all ($3::text[]) as can_change,
       array(select permission from role_permissions where role = r.name order by permission) as permissions,
       (select count(*)::int from (select 1 from user_roles where role = r.name order by user_id limit $2) c) as accounts
     from roles r where $1::text is null or r.name = $1 order by r.name`,
    [name, MOST_COUNTED, FIXED_ROLES],
  );
}

@Injectable()
export class RoleQueries {
  constructor(private readonly database: Database) {}

  async list(): Promise<RoleList> {
    const known = await this.database.query<{ name: string }>(
      `select name from permissions order by name`,
    );
    return {
      items: await rolesOf(this.database, null),
      next_cursor: null,
      permissions: known.map(({ name }) => name),
    };
  }

  /** Throws 404. */
  async get(name: string): Promise<RoleView> {
    const role = await findRole(this.database, name);
    if (!role) throw notFound('role', name);
    return role;
  }
}
