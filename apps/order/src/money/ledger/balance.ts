import type { Queryable } from '@tandem/persistence';

/** What is in a wallet, in the smallest unit; nothing in one that was never used. */
export async function readBalance(
  tx: Queryable,
  userId: string,
  currency: string,
): Promise<bigint> {
  const [row] = await tx.query<{ balance_minor: string }>(
    `select balance_minor from ledger_accounts where user_id = $1 and currency = $2`,
    [userId, currency],
  );
  return BigInt(row?.balance_minor ?? 0);
}
