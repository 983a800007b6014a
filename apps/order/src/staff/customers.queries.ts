import type { Contact, OrderStatus } from '@tandem/contracts';
import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, fromMinor, notFound } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { isUUID } from 'class-validator';
import { UserDirectory } from '../clients/user-directory.js';
import { OrderConfig } from '../config.js';
import { readBalance } from '../money/ledger/balance.js';
import { TransactionsQueries } from '../money/ledger/transactions.queries.js';
import { ORDER_COLUMNS, toOrderRow } from '../orders/order/order-store.js';
import { OrdersQueries } from '../orders/order/orders.queries.js';
import type { CustomerDto, CustomerPageDto, CustomerRowDto, CustomersQuery } from './staff.dto.js';

const SHOWN = 20;

interface Facts {
  user_id: string;
  balance_minor: string | null;
  id: string | null;
  number: string | null;
  status: OrderStatus | null;
  total_minor: string | null;
  currency: string | null;
  created_at: Date | null;
}

/** Each customer stands at their newest order. */
export function customersStatement({ sort }: CustomersQuery, goesOn: boolean): string {
  const [way, beyond] = sort === 'oldest' ? ['asc', '>'] : ['desc', '<'];
  const where = goesOn ? `where number ${beyond} $2` : '';
  return `select user_id, number from last_orders ${where} order by number ${way} limit $1`;
}

/** The people behind the orders, for staff. */
@Injectable()
export class CustomersQueries {
  constructor(
    private readonly database: Database,
    private readonly orders: OrdersQueries,
    private readonly transactions: TransactionsQueries,
    private readonly directory: UserDirectory,
    private readonly config: OrderConfig,
  ) {}

  /** Who ordered last comes first, or last; with `q`, whom auth finds. */
  async page(query: CustomersQuery): Promise<CustomerPageDto> {
    if (query.q) return { items: await this.search(query.q), next_cursor: null };
    const place = decodeCursor(query.cursor, { number: 'integer' });
    const rows = await this.database.query<{ user_id: string; number: string }>(
      customersStatement(query, place !== undefined),
      place ? [query.limit + 1, place.number] : [query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const ids = shown.map(({ user_id }) => user_id);
    const [people, facts] = await Promise.all([this.directory.find(ids), this.facts(ids)]);
    const more = rows.length > query.limit;
    return {
      items: ids.map((id) => this.row(id, people?.get(id), facts.get(id))),
      next_cursor: more ? encodeCursor({ number: Number(shown.at(-1)!.number) }) : null,
    };
  }

  /** @throws DomainError not_found for somebody of whom neither auth nor any order knows. */
  async one(userId: string): Promise<CustomerDto> {
    const { currency } = this.config;
    const [people, balance, orders, { items: transactions }, sums] = await Promise.all([
      this.directory.find([userId]),
      readBalance(this.database, userId, currency),
      this.newestOrders(userId),
      this.transactions.ofUser(userId, { limit: SHOWN }),
      this.sums(userId),
    ]);
    const user = people?.get(userId);
    const known = user ?? (orders.length > 0 || transactions.length > 0);
    if (people && !known) throw notFound('customer', userId);
    return {
      id: userId,
      display_name: user?.display_name ?? null,
      email: user?.email ?? null,
      wallet: { balance: fromMinor(balance, currency) },
      order_count: sums.orders,
      spent: fromMinor(sums.spent_minor, currency),
      orders: await this.orders.views(orders),
      transactions,
    };
  }

  private async search(words: string): Promise<CustomerRowDto[]> {
    const found = isUUID(words, 'loose')
      ? [...((await this.directory.find([words.toLowerCase()])) ?? new Map()).values()]
      : await this.directory.search(words);
    const facts = await this.facts(found.map(({ id }) => id));
    return found.map((user) => this.row(user.id, user, facts.get(user.id)));
  }

  private async facts(ids: readonly string[]): Promise<Map<string, Facts>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<Facts>(
      `select u.user_id, a.balance_minor, o.id, o.number, o.status, o.total_minor, o.currency, o.created_at
         from unnest($1::uuid[]) as u (user_id)
         left join ledger_accounts a on a.user_id = u.user_id and a.currency = $2
         left join lateral (select * from orders l where l.user_id = u.user_id order by l.number desc limit 1) o on true`,
      [ids, this.config.currency],
    );
    return new Map(rows.map((row) => [row.user_id, row]));
  }

  private row(id: string, user: Contact | undefined, facts: Facts | undefined): CustomerRowDto {
    return {
      id,
      display_name: user?.display_name ?? null,
      email: user?.email ?? null,
      wallet: { balance: fromMinor(facts?.balance_minor ?? 0, this.config.currency) },
      last_order:
        facts?.id == null
          ? null
          : {
              id: facts.id,
              number: Number(facts.number),
              status: facts.status!,
              total: fromMinor(facts.total_minor!, facts.currency!),
              created_at: facts.created_at!.toISOString(),
            },
    };
  }

  private async newestOrders(userId: string) {
    const rows = await this.database.query<object>(
      `select ${ORDER_COLUMNS} from orders o where o.user_id = $1 order by o.number desc limit ${SHOWN}`,
      [userId],
    );
    return rows.map(toOrderRow);
  }

  private async sums(userId: string): Promise<{ orders: number; spent_minor: string }> {
    const [row] = await this.database.query<{ orders: number; spent_minor: string }>(
      `select count(*)::int as orders,
              coalesce(sum(total_minor - refunded_minor) filter (where paid_at is not null), 0) as spent_minor
         from orders where user_id = $1 and currency = $2`,
      [userId, this.config.currency],
    );
    return row!;
  }
}
