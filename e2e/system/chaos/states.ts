import pg from 'pg';
import { holdRelay } from '@tandem/testing';
import { eventually } from '../client.js';
import { untilAnswered, type Buyer, type Marketplace, type OrderAnswer } from '../marketplace.js';
import type { Editor } from './editor.js';

/** What is under way when a fault comes. */
export const STATES = [
  'an order waits for its pieces',
  'an order waits for its payment',
  'an edit is in the outbox',
  'an edit is on its way to open pages',
] as const;

export type State = (typeof STATES)[number];

interface Places {
  postgres: string;
  market: Marketplace;
  /** Who buys a part of their own, and who pays at the payment company. */
  buyers: { waits: Buyer; pays: Buyer };
  parts: { held: number; paid: number };
  editors: { outbox: Editor; pages: Editor };
}

/**
 * Brings the shop into all states at once and holds it there, by locks in PostgreSQL that one of its own sessions could hold:
 * a fault meets what is under way, and not what has just been done.
 */
export class HeldStates {
  readonly orders: string[] = [];
  private readonly sessions: pg.Client[] = [];
  private placing: Promise<unknown> = Promise.resolve();
  private paying: Promise<unknown> = Promise.resolve();
  private waiting = '';
  private unpaid = '';

  constructor(private readonly places: Places) {}

  async reach(): Promise<void> {
    const { market, editors, buyers, parts } = this.places;
    this.unpaid = await this.order(buyers.pays, parts.paid, 'g2a_pay');
    await this.lock('select from inventory.stock_levels where part_id = $1 for update', [
      parts.held,
    ]);
    this.placing = this.order(buyers.waits, parts.held, 'balance');
    // Told when it is awaited; until then it is no rejection that nobody handles.
    this.placing.catch(() => undefined);
    await this.lock('lock table realtime.part_versions in share mode');
    await editors.pages.editStock();
    await holdRelay(await this.session(), 'catalog');
    await editors.outbox.editContent();
    await eventually(async () => {
      const [order] = await market.query<{ id: string }>(
        `select id from orders.orders where user_id = $1 and next_step = 'reserve'`,
        [buyers.waits.id],
      );
      if (!order) throw new Error('the order is not placed yet');
      this.waiting = order.id;
    });
    await eventually(async () => {
      const now = await this.present();
      const missing = STATES.filter((state) => !now.includes(state));
      if (missing.length > 0) throw new Error(`not reached: ${missing.join(', ')}`);
    });
  }

  /** The states that the shop is in. */
  async present(): Promise<State[]> {
    const { market, editors } = this.places;
    const [row] = await market.query<Record<'waits' | 'unpaid' | 'outbox' | 'pages', boolean>>(
      `select exists (select from orders.orders where id = $1 and next_step = 'reserve') as waits,
              exists (select from orders.orders where id = $2 and status = 'awaiting_payment') as unpaid,
              exists (select from catalog.outbox where aggregateid = $3 and published_at is null) as outbox,
              exists (select from inventory.stock_levels l left join realtime.part_versions v using (part_id)
                       where l.part_id = $4 and l.version > coalesce(v.stock_version, 0)) as pages`,
      [this.waiting, this.unpaid, String(editors.outbox.partId), editors.pages.partId],
    );
    const is = [row!.waits, row!.unpaid, row!.outbox, row!.pages];
    return STATES.filter((_, n) => is[n]);
  }

  /** Lets go, once: while the fault lasts, so that what was held up runs into it. */
  letGo(): void {
    const held = this.sessions.splice(0);
    if (held.length === 0) return;
    for (const session of held) session.end().catch(() => undefined);
    const { market } = this.places;
    this.paying = market.pay(this.unpaid, { pays: 'pays' });
    this.paying.catch(() => undefined);
  }

  /** Both orders were answered; they are among `orders`. */
  async finished(): Promise<void> {
    await Promise.all([this.placing, this.paying]);
  }

  private async order(buyer: Buyer, part_id: number, payment_method: string): Promise<string> {
    const { market } = this.places;
    await untilAnswered(() => market.shop(buyer, 'POST', '/cart/items', { part_id, quantity: 1 }));
    const key = { 'idempotency-key': crypto.randomUUID() };
    const { status, body } = await untilAnswered(() =>
      market.shop<OrderAnswer>(buyer, 'POST', '/orders', { payment_method }, key),
    );
    if (status !== 201 && status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
    this.orders.push(body.id);
    return body.id;
  }

  private async lock(sql: string, values: unknown[] = []): Promise<void> {
    const session = await this.session();
    await session.query('begin');
    await session.query(sql, values);
  }

  private async session(): Promise<pg.Client> {
    const session = new pg.Client({ connectionString: this.places.postgres });
    // A fault may end it, and what it holds.
    session.on('error', () => undefined);
    await session.connect();
    this.sessions.push(session);
    return session;
  }
}
