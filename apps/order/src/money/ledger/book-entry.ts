import { Injectable } from '@nestjs/common';
import { fromMinor } from '@tandem/kernel';
import { isCheckViolation, withCommit, type Statement, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import type { Entry } from './account.js';
import { insufficientFunds } from './errors.js';

/*
 * Entry and postings in one statement. A source that was booked before has no entry here and so no posting; a source that
 * another transaction is just booking is waited for.
 */
const BOOK = `
with entry as (
  insert into ledger_entries (id, type, source_id, user_id, order_id, payment_id, refund_id, currency, amount_minor, payment_method)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict on constraint ledger_entries_once do nothing returning id
), posted as (
  insert into ledger_postings (entry_id, account_id, amount_minor)
  select entry.id, ledger_account(p.kind, p.user_id, $8), p.amount_minor
    from entry, unnest($11::text[], $12::uuid[], $13::bigint[]) as p (kind, user_id, amount_minor)
)
select id from entry`;

/** The one way money moves. What it may not do (overdraw, not balance) is refused by the database itself. */
@Injectable()
export class BookEntry {
  /**
   * @returns 'repeated' when this source was booked before: nothing moved now.
   * @throws DomainError insufficient_funds; the transaction is over then.
   */
  async book(tx: Tx, entry: Entry): Promise<'booked' | 'repeated'> {
    try {
      const rows = await tx.query(statementOf(entry));
      return rows.length > 0 ? 'booked' : 'repeated';
    } catch (error) {
      if (!isOverdraft(error)) throw error;
      throw insufficientFunds(fromMinor(takenFromWallet(entry), entry.currency));
    }
  }

  /** The same as the last thing of its transaction, which fails by `isOverdraft` when there is too little money. */
  async withCommit(tx: Tx, entry: Entry): Promise<void> {
    await withCommit(tx, statementOf(entry));
  }
}

/** Whether a transaction failed because a wallet does not hold what was to be taken from it. */
export function isOverdraft(error: unknown): boolean {
  return isCheckViolation(error, 'ledger_wallet_not_overdrawn');
}

function statementOf(entry: Entry): Statement {
  return { name: 'ledger_book', text: BOOK, values: valuesOf(entry) };
}

function valuesOf(entry: Entry): unknown[] {
  const { postings } = entry;
  return [
    uuidv7(),
    entry.type,
    entry.sourceId,
    entry.userId,
    entry.orderId ?? null,
    entry.paymentId ?? null,
    entry.refundId ?? null,
    entry.currency,
    entry.amountMinor.toString(),
    entry.paymentMethod,
    postings.map(({ account }) => account.kind),
    postings.map(({ account }) => (account.kind === 'wallet' ? account.userId : null)),
    postings.map(({ amountMinor }) => amountMinor.toString()),
  ];
}

function takenFromWallet({ postings }: Entry): bigint {
  return postings
    .filter(({ account, amountMinor }) => account.kind === 'wallet' && amountMinor < 0n)
    .reduce((sum, { amountMinor }) => sum - amountMinor, 0n);
}
