import { Injectable } from '@nestjs/common';
import { UserUpdated } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { SecurityLog } from '../security-log/security-log.js';
import { endAllSessions } from '../sessions/end-session.js';
import { ownAccount } from './errors.js';
import { keepAnAdmin, lockAccount, newVersion, type AccountChange } from './lock-account.js';
import type { AccountView } from './user-view.js';

/** Takes an account out of use and back: nobody signs in with it meanwhile, and nothing of it is lost. */
@Injectable()
export class DeactivateAccount {
  constructor(
    private readonly database: Database,
    private readonly security: SecurityLog,
  ) {}

  /** Ends its sessions too. Throws what `lockAccount` does, 409 `own_account`, 409 `last_admin`. */
  deactivate(change: AccountChange): Promise<AccountView> {
    if (change.userId === change.changedBy) throw ownAccount();
    return transaction(this.database, async (tx) => {
      const before = await lockAccount(tx, change);
      if (before.deactivated_at) return before;
      await keepAnAdmin(tx, before);
      await tx.execute(`update users set deactivated_at = now() where id = $1`, [change.userId]);
      await endAllSessions(tx, change.userId, 'account_deactivated');
      return this.tell(tx, 'account_deactivated', change);
    });
  }

  /** Throws what `lockAccount` does. */
  reactivate(change: AccountChange): Promise<AccountView> {
    return transaction(this.database, async (tx) => {
      const before = await lockAccount(tx, change);
      if (!before.deactivated_at) return before;
      await tx.execute(`update users set deactivated_at = null where id = $1`, [change.userId]);
      return this.tell(tx, 'account_reactivated', change);
    });
  }

  private async tell(
    tx: Tx,
    type: 'account_deactivated' | 'account_reactivated',
    { userId, changedBy }: AccountChange,
  ): Promise<AccountView> {
    const after = await newVersion(tx, userId);
    const { version } = after;
    await outbox.add(tx, UserUpdated, { user_id: userId, version, changed: ['deactivated_at'] });
    await this.security.record({ type, userId, detail: { by: changedBy } }, tx);
    return after;
  }
}
