import { fromMinor } from '@tandem/http';
import type { DataSource } from 'typeorm';
import type { StaffTransactionDto } from './staff.dto.js';

interface TransactionRow {
  id: string;
  type: string;
  amount_minor: string;
  currency: string;
  order_id: string | null;
  payment_method: string;
  created_at: Date;
}

/** The newest movements of money of one order or of one customer. */
export async function transactionsWhere(
  dataSource: DataSource,
  column: 'order_id' | 'user_id',
  id: string,
  limit: number,
): Promise<StaffTransactionDto[]> {
  const rows = await dataSource.query<TransactionRow[]>(
    `select id, type, amount_minor, currency, order_id, payment_method, created_at
       from ledger_entries where ${column} = $1 order by created_at desc, id desc limit ${limit}`,
    [id],
  );
  return rows.map(({ amount_minor, currency, created_at, ...row }) => ({
    ...row,
    amount: fromMinor(amount_minor, currency),
    created_at: created_at.toISOString(),
  }));
}
