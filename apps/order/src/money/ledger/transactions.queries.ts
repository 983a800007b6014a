import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, fromMinor } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { EntryType } from './account.js';
import type { TransactionDto, TransactionPageDto, TransactionsQuery } from './transactions.dto.js';

interface EntryRow {
  id: string;
  type: EntryType;
  currency: string;
  amount_minor: string;
  order_id: string | null;
  payment_method: string;
  created_at: Date;
}

const COLUMNS = 'id, type, currency, amount_minor, order_id, payment_method, created_at';

/** The ledger as people read it, newest first. */
@Injectable()
export class TransactionsQueries {
  constructor(private readonly database: Database) {}

  /** What moved for a customer; what costs the shop alone is not shown. */
  async ofUser(userId: string, query: TransactionsQuery): Promise<TransactionPageDto> {
    const place = decodeCursor(query.cursor, { at: 'time', id: 'uuid' });
    const rows = await this.database.query<EntryRow>(
      `select ${COLUMNS} from ledger_entries
        where user_id = $1 and amount_minor <> 0
          and ($2::text is null or type = $2) and ($3::timestamptz is null or created_at >= $3)
          and ($4::timestamptz is null or created_at < $4) and ($5::uuid is null or order_id = $5)
          and ($6::text is null or payment_method = $6)
          and ($7::timestamptz is null or (created_at, id) < ($7, $8::uuid))
        order by created_at desc, id desc limit $9`,
      [
        userId,
        query.type ?? null,
        query.from ?? null,
        query.to ?? null,
        query.order_id ?? null,
        query.payment_method ?? null,
        place?.at ?? null,
        place?.id ?? null,
        query.limit + 1,
      ],
    );
    const items = rows.slice(0, query.limit).map(toDto);
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    return {
      items,
      next_cursor: last ? encodeCursor({ at: last.created_at, id: last.id }) : null,
    };
  }

  /** Everything booked for an order, fees of the shop included: for staff. */
  async ofOrder(orderId: string): Promise<TransactionDto[]> {
    const rows = await this.database.query<EntryRow>(
      `select ${COLUMNS} from ledger_entries where order_id = $1 order by created_at desc, id desc`,
      [orderId],
    );
    return rows.map(toDto);
  }
}

function toDto(row: EntryRow): TransactionDto {
  return {
    id: row.id,
    type: row.type,
    amount: fromMinor(row.amount_minor, row.currency),
    order_id: row.order_id,
    payment_method: row.payment_method,
    created_at: row.created_at.toISOString(),
  };
}
