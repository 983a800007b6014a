import { Injectable } from '@nestjs/common';
import { UserRoleChanged } from '@tandem/contracts';
import { newEvent, outbox } from '@tandem/messaging';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { lockForChange } from '../lock-for-change.js';
import { SecurityLog } from '../security-log/security-log.js';
import { endSessionsOfRole } from '../sessions/end-session.js';
import { fixedRole, unknownPermission } from './errors.js';
import { FIXED_ROLES, findRole } from './role-queries.js';
import type { RoleView } from './roles.dto.js';

interface PermissionChange {
  role: string;
  permissions: string[];
  /** The version the change is based on; without it, a change in flight refuses this one. */
  version: number | undefined;
  changedBy: string;
}

@Injectable()
export class ChangePermissions {
  constructor(
    private readonly database: Database,
    private readonly security: SecurityLog,
  ) {}

  /**
   * Replaces what a role may do. Who loses a permission with it is signed out everywhere, so that the next token says so.
   * Throws 404, 409 `version_conflict`, 409 `write_in_flight`, 409 `fixed_role`, 422 on field `permissions`.
   */
  change(change: PermissionChange): Promise<RoleView> {
    return transaction(this.database, async (tx) => {
      await this.requireKnown(tx, change.permissions);
      const before = await this.lock(tx, change);
      const lost = before.permissions.filter((name) => !change.permissions.includes(name));
      const isSame = lost.length === 0 && before.permissions.length === change.permissions.length;
      if (isSame) return before;
      if (FIXED_ROLES.includes(change.role)) throw fixedRole();
      await this.replace(tx, change);
      if (lost.length > 0) await endSessionsOfRole(tx, change.role, 'roles_changed');
      await this.tellHolders(tx, change);
      const after = (await findRole(tx, change.role))!;
      const detail = {
        role: change.role,
        before: before.permissions,
        after: after.permissions,
        by: change.changedBy,
      };
      await this.security.record({ type: 'permissions_changed', userId: null, detail }, tx);
      return after;
    });
  }

  private async requireKnown(tx: Tx, permissions: string[]): Promise<void> {
    const [unknown] = await tx.query<{ name: string }>(
      `select name from unnest($1::text[]) as wanted (name) where name not in (select p.name from permissions p) limit 1`,
      [permissions],
    );
    if (unknown) throw unknownPermission(unknown.name);
  }

  private lock(tx: Tx, { role: name, version }: PermissionChange): Promise<RoleView> {
    return lockForChange({
      what: 'role',
      id: name,
      version,
      lock: (nowait) =>
        tx.query(`select 1 from roles where name = $1 for update ${nowait}`, [name]),
      read: () => findRole(tx, name),
    });
  }

  private async replace(tx: Tx, { role, permissions }: PermissionChange): Promise<void> {
    await tx.execute(
      `delete from role_permissions where role = $1 and permission <> all ($2::text[])`,
      [role, permissions],
    );
    await tx.execute(
      `insert into role_permissions (role, permission) select $1, unnest($2::text[]) on conflict do nothing`,
      [role, permissions],
    );
    await tx.execute(`update roles set version = version + 1 where name = $1`, [role]);
  }

  /** Their open panels adopt it: what an account may do is a part of it, and has a new version. */
  private async tellHolders(tx: Tx, { role, changedBy }: PermissionChange): Promise<void> {
    const holders = await tx.query<{ id: string; version: number; roles: string[] }>(
      `update users u set version = version + 1, updated_at = now()
        where id in (select user_id from user_roles where role = $1)
       returning u.id, u.version::int as version, array(select r.role from user_roles r where r.user_id = u.id order by r.role) as roles`,
      [role],
    );
    const events = holders.map(({ id, version, roles }) =>
      newEvent(UserRoleChanged, {
        user_id: id,
        version,
        roles,
        previous_roles: roles,
        changed_by: changedBy,
      }),
    );
    await outbox.addMany(tx, events);
  }
}
