import { Injectable } from '@nestjs/common';
import { UserRoleChanged } from '@tandem/contracts';
import { notFound, versionConflict, writeInFlight } from '@tandem/kernel';
import { outbox } from '@tandem/messaging';
import { Database, isLockNotAvailable, transaction, type Tx } from '@tandem/persistence';
import { SecurityLog } from '../security-log/security-log.js';
import { endAllSessions } from '../sessions/end-session.js';
import { lastAdmin, unknownRole } from './errors.js';
import { findUser } from './user-view.js';
import type { UserView } from './user-view.js';

export interface RoleChange {
  userId: string;
  roles: string[];
  /** The version the change is based on; without it, a change in flight refuses this one. */
  version: number | undefined;
  changedBy: string;
}

@Injectable()
export class ChangeRoles {
  constructor(
    private readonly database: Database,
    private readonly security: SecurityLog,
  ) {}

  /**
   * Replaces a person's roles. Who loses one is signed out everywhere, so that the next token says so.
   * Throws 404, 409 `version_conflict`, 409 `write_in_flight`, 409 `last_admin`, 422 on field `roles`.
   */
  change(change: RoleChange): Promise<UserView> {
    return transaction(this.database, async (tx) => {
      await this.requireKnownRoles(tx, change.roles);
      const before = await this.lock(tx, change);
      if (sameSet(before.roles, change.roles)) return before;
      await this.keepAnAdmin(tx, change, before);
      await this.replace(tx, change);

      const after = (await findUser(tx, change.userId))!;
      const lost = before.roles.filter((role) => !change.roles.includes(role));
      if (lost.length > 0) await endAllSessions(tx, change.userId, 'roles_changed');
      await outbox.add(tx, UserRoleChanged, {
        user_id: after.id,
        version: after.version,
        roles: after.roles,
        previous_roles: before.roles,
        changed_by: change.changedBy,
      });
      const detail = { before: before.roles, after: after.roles, by: change.changedBy };
      await this.security.record({ type: 'roles_changed', userId: change.userId, detail }, tx);
      return after;
    });
  }

  private async requireKnownRoles(tx: Tx, roles: string[]): Promise<void> {
    const [unknown] = await tx.query<{ name: string }>(
      `select name from unnest($1::text[]) as wanted (name) where name not in (select r.name from roles r) limit 1`,
      [roles],
    );
    if (unknown) throw unknownRole(unknown.name);
  }

  private async lock(tx: Tx, { userId, version }: RoleChange): Promise<UserView> {
    const patience = version === undefined ? 'nowait' : '';
    try {
      await tx.query(`select 1 from users where id = $1 for update ${patience}`, [userId]);
    } catch (error) {
      if (isLockNotAvailable(error)) throw writeInFlight('user');
      throw error;
    }
    const user = await findUser(tx, userId);
    if (!user) throw notFound('user', userId);
    if (version !== undefined && version !== user.version) throw versionConflict(user);
    return user;
  }

  private async keepAnAdmin(tx: Tx, change: RoleChange, before: UserView): Promise<void> {
    if (!before.roles.includes('admin') || change.roles.includes('admin')) return;
    // Two admins demoting each other at once would both see the other one still there.
    await tx.query(`select pg_advisory_xact_lock(hashtext('tandem.auth.last_admin'))`);
    const [other] = await tx.query(
      `select 1 from user_roles where role = 'admin' and user_id <> $1 limit 1`,
      [change.userId],
    );
    if (!other) throw lastAdmin();
  }

  private async replace(tx: Tx, { userId, roles }: RoleChange): Promise<void> {
    await tx.execute(`delete from user_roles where user_id = $1 and role <> all ($2::text[])`, [
      userId,
      roles,
    ]);
    await tx.execute(
      `insert into user_roles (user_id, role) select $1, unnest($2::text[]) on conflict do nothing`,
      [userId, roles],
    );
    await tx.execute(`update users set version = version + 1, updated_at = now() where id = $1`, [
      userId,
    ]);
  }
}

function sameSet(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((entry) => b.includes(entry));
}
