import { Injectable } from '@nestjs/common';
import { UserRoleChanged } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { SecurityLog } from '../security-log/security-log.js';
import { endAllSessions } from '../sessions/end-session.js';
import { unknownRole } from './errors.js';
import { keepAnAdmin, lockAccount, newVersion, type AccountChange } from './lock-account.js';
import type { AccountView } from './user-view.js';

interface RoleChange extends AccountChange {
  roles: string[];
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
  change(change: RoleChange): Promise<AccountView> {
    return transaction(this.database, async (tx) => {
      await this.requireKnownRoles(tx, change.roles);
      const before = await lockAccount(tx, change);
      if (sameSet(before.roles, change.roles)) return before;
      if (!change.roles.includes('admin')) await keepAnAdmin(tx, before);
      await this.replace(tx, change);

      const after = await newVersion(tx, change.userId);
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

  private async replace(tx: Tx, { userId, roles }: RoleChange): Promise<void> {
    await tx.execute(`delete from user_roles where user_id = $1 and role <> all ($2::text[])`, [
      userId,
      roles,
    ]);
    await tx.execute(
      `insert into user_roles (user_id, role) select $1, unnest($2::text[]) on conflict do nothing`,
      [userId, roles],
    );
  }
}

function sameSet(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((entry) => b.includes(entry));
}
