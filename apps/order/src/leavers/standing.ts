import { fromMinor } from '@tandem/kernel';
import type { Queryable } from '@tandem/persistence';
import type { StandingDto } from './leavers.dto.js';

/** What speaks against deleting a customer's account. */
export async function standingOf(database: Queryable, userId: string): Promise<StandingDto> {
  const [row] = await database.query<{ open: number }>(
    `select (select count(*) from orders where user_id = $1
                and status not in ('completed', 'failed', 'cancelled', 'refunded'))::int
          + (select count(*) from payments where user_id = $1 and status = 'pending')::int
          + (select count(*) from refunds r join orders o on o.id = r.order_id
              where o.user_id = $1 and r.status = 'requested')::int as open`,
    [userId],
  );
  const balances = await database.query<{ balance_minor: string; currency: string }>(
    `select balance_minor, currency from ledger_accounts
      where user_id = $1 and balance_minor <> 0 order by currency`,
    [userId],
  );
  return {
    open: row!.open,
    balances: balances.map((one) => fromMinor(BigInt(one.balance_minor), one.currency)),
  };
}
