import type { PurchaseState } from '@tandem/contracts';
import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, fromMinor } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { purchaseNotFound } from './errors.js';
import type { PurchaseDto, PurchasePageDto, PurchasesQuery } from './purchases.dto.js';

const SELECT = `
  select p.id, p.order_id, p.part_id, p.part_name, p.unit, p.state, p.reason, p.paid_minor, p.currency, p.bought_at, p.version,
         p.created_at, p.updated_at, o.g2a_order_id, o.price_minor, o.currency as price_currency,
         k.id as key_id, k.is_file, k.revealed_at
    from key_purchases p
    left join g2a_orders o on o.purchase_id = p.id and o.closed_at is null
    left join game_keys k on k.purchase_id = p.id and k.replaced_at is null`;

interface Row {
  id: string;
  order_id: string;
  part_id: number;
  part_name: string | null;
  unit: number;
  state: PurchaseState;
  reason: string | null;
  paid_minor: string;
  currency: string;
  bought_at: Date | null;
  version: number;
  created_at: Date;
  updated_at: Date;
  g2a_order_id: string | null;
  price_minor: string | null;
  price_currency: string | null;
  key_id: string | null;
  is_file: boolean | null;
  revealed_at: Date | null;
}

const toView = ({ id, paid_minor, currency, price_minor, price_currency, ...row }: Row) => ({
  ...row,
  purchase_id: id,
  paid: fromMinor(paid_minor, currency),
  price: price_minor === null ? null : fromMinor(price_minor, price_currency!),
  revealed_at: row.revealed_at?.toISOString() ?? null,
  bought_at: row.bought_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});

/** The purchases of game keys, for staff: always from the database. */
@Injectable()
export class PurchasesQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async page({
    state,
    reason,
    q,
    order_id,
    limit,
    cursor,
  }: PurchasesQuery): Promise<PurchasePageDto> {
    const place = decodeCursor(cursor, { id: 'uuid' });
    const rows = await this.database.query<Row>(
      `${SELECT}
        where ($1::text is null or p.state = $1) and ($2::uuid is null or p.order_id = $2) and ($3::uuid is null or p.id < $3)
          and ($4::text is null or p.reason = $4) and ($5::text is null or p.part_name ilike $5)
        order by p.id desc limit $6`,
      [
        state ?? null,
        order_id ?? null,
        place?.id ?? null,
        reason ?? null,
        q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`,
        limit + 1,
      ],
    );
    const shown = rows.slice(0, limit);
    const more = rows.length > limit;
    return {
      items: shown.map(toView),
      next_cursor: more ? encodeCursor({ id: shown.at(-1)!.id }) : null,
    };
  }

  /** @throws DomainError not_found */
  async one(id: string): Promise<PurchaseDto> {
    const rows = await this.database.query<Row>(`${SELECT} where p.id = $1`, [id]);
    if (!rows[0]) throw purchaseNotFound(id);
    return toView(rows[0]);
  }
}
