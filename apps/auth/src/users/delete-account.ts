import { Injectable } from '@nestjs/common';
import { UserDeleted } from '@tandem/contracts';
import { faultPoint } from '@tandem/fault-points';
import { outbox } from '@tandem/messaging';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { SecurityLog } from '../security-log/security-log.js';
import { CustomerStanding } from './customer-standing.js';
import { accountInUse, accountOwed, ownAccount, walletNotEmpty } from './errors.js';
import { keepAnAdmin, lockAccount, type AccountChange } from './lock-account.js';
import type { AccountView } from './user-view.js';

interface Deletion extends AccountChange {
  /** What is in the wallet was settled with the person. */
  isWalletSettled: boolean;
}

/**
 * Deletes an account for ever. Orders and the ledger keep its id, which leads to nobody then; what other services keep of
 * the person goes as they hear of it. Until the last transaction nothing has happened that a repeat would not do again.
 */
@Injectable()
export class DeleteAccount {
  constructor(
    private readonly database: Database,
    private readonly security: SecurityLog,
    private readonly standing: CustomerStanding,
  ) {}

  /**
   * Only of an account that is deactivated: nobody orders with it between the question and the end.
   * Throws what `lockAccount` does, 409 `own_account`, `account_in_use`, `last_admin`, `account_owed`, `wallet_not_empty`,
   * and 503 when the order service does not answer.
   */
  async delete(deletion: Deletion): Promise<void> {
    const { userId, changedBy } = deletion;
    if (userId === changedBy) throw ownAccount();
    const { email } = await transaction(this.database, (tx) => this.lockUnused(tx, deletion));
    await this.requireNothingOwed(deletion);
    await this.standing.forgetAddress(userId, email);
    faultPoint('account.address-forgotten');
    await transaction(this.database, async (tx) => {
      const account = await this.lockUnused(tx, deletion);
      await keepAnAdmin(tx, account);
      await tx.query(`select forget_person($1)`, [userId]);
      await tx.execute(`delete from mails where user_id = $1`, [userId]);
      await tx.execute(`delete from users where id = $1`, [userId]);
      await outbox.add(tx, UserDeleted, { user_id: userId, version: account.version + 1 });
      const detail = { by: changedBy };
      await this.security.record({ type: 'account_deleted', userId, detail }, tx);
    });
    faultPoint('account.deleted');
  }

  private async lockUnused(tx: Tx, change: AccountChange): Promise<AccountView> {
    const account = await lockAccount(tx, change);
    if (!account.deactivated_at) throw accountInUse();
    return account;
  }

  private async requireNothingOwed({ userId, isWalletSettled }: Deletion): Promise<void> {
    const { open, balances } = await this.standing.of(userId);
    if (open > 0) throw accountOwed(open);
    if (balances.length > 0 && !isWalletSettled) throw walletNotEmpty(balances);
  }
}
