import type { Tx } from '@tandem/persistence';
import { lockForChange } from '../lock-for-change.js';
import { lastAdmin } from './errors.js';
import { findAccount, type AccountView } from './user-view.js';

/** A change that staff make to an account. */
export interface AccountChange {
  userId: string;
  /** The version the change is based on; without it, a change in flight refuses this one. */
  version: number | undefined;
  changedBy: string;
}

/**
 * Locks an account for a change of staff.
 * Throws 404, 409 `version_conflict`, 409 `write_in_flight`.
 */
export function lockAccount(tx: Tx, { userId, version }: AccountChange): Promise<AccountView> {
  return lockForChange({
    what: 'user',
    id: userId,
    version,
    lock: (nowait) => tx.query(`select 1 from users where id = $1 for update ${nowait}`, [userId]),
    read: () => findAccount(tx, userId),
  });
}

/** Refuses to take this administrator away when nobody else can do their work. Throws 409 `last_admin`. */
export async function keepAnAdmin(tx: Tx, account: AccountView): Promise<void> {
  if (!account.roles.includes('admin')) return;
  // Two admins demoting each other at once would both see the other one still there.
  await tx.query(`select pg_advisory_xact_lock(hashtext('tandem.auth.last_admin'))`);
  const [other] = await tx.query(
    `select 1 from user_roles r join users u on u.id = r.user_id
      where r.role = 'admin' and r.user_id <> $1 and u.deactivated_at is null limit 1`,
    [account.id],
  );
  if (!other) throw lastAdmin();
}

/** After a change: the version that others have read is old. */
export async function newVersion(tx: Tx, userId: string): Promise<AccountView> {
  await tx.execute(`update users set version = version + 1, updated_at = now() where id = $1`, [
    userId,
  ]);
  return (await findAccount(tx, userId))!;
}
