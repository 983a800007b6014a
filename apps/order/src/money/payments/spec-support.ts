import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { INestApplicationContext } from '@nestjs/common';
import { findWrong, type Finding } from '@tandem/consistency';
import { G2aPaymentUpdated, type EventData, type EventDefinition } from '@tandem/contracts';
import { EVENT_TRANSPORT, type EventTransport } from '@tandem/messaging';
import { standIn, type BenchOptions, type StandIn } from '@tandem/testing';
import type { Shop } from '../../testing/shop.js';
import type { G2aStatus, G2aUpdate } from '../providers/g2a-status.js';
import { PaymentChecks } from './payment-checks.js';

interface Known extends G2aUpdate {
  refunds: Map<string, string>;
}

interface Money {
  amount: string;
  currency: string;
}

/** The sync gateway as far as order asks it, with G2A PAY behind it; `answering` lets it be away. */
export class SyncStandIn {
  readonly payments = new Map<string, Known>();
  readonly asked: string[] = [];
  /** What it keeps of games, by the key's id. */
  readonly keys = new Map<string, { key: string; is_file: boolean }>();
  answering = true;
  /** The status that a new payment is answered with. */
  beginning = 200;
  /** What a refund is answered with. */
  refunding: 'settled' | 'pending' | 'refuse' = 'settled';
  private server!: StandIn;

  /** Opens a shop that asks this stand-in, which ends with it. */
  static async openShop<S extends Shop>(
    bench: { open(options: BenchOptions): Promise<S> },
    { env, ...options }: BenchOptions = {},
  ): Promise<[S, SyncStandIn]> {
    const sync = new SyncStandIn();
    sync.server = await standIn((request, response) => void sync.answer(request, response));
    const shop = await bench.open({ ...options, env: { SYNC_URL: sync.server.url, ...env } });
    shop.onClose(() => sync.server.close());
    return [shop, sync];
  }

  /** The payment changes at G2A; the answer is what the event of it says. */
  change(paymentId: string, change: { status?: G2aStatus; amount?: Money } = {}): G2aUpdate {
    const { refunds: _refunds, ...known } = this.payments.get(paymentId)!;
    const update = { ...known, ...change, version: known.version + 1, transaction_id: 'T-1' };
    this.payments.set(paymentId, { ...update, refunds: _refunds });
    return update;
  }

  /** How much of a payment has gone back, in the smallest unit. */
  refunded(paymentId: string): number {
    const amounts = [...this.payments.get(paymentId)!.refunds.values()];
    return amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse((await text(request)) || '{}') as Record<string, unknown>;
    const [, keyId] = /game-keys\/([^/]+)\/reveal/.exec(request.url!) ?? [];
    if (keyId) {
      this.asked.push(`reveal ${keyId}`);
      const key = this.keys.get(keyId);
      const status = this.answering ? (key ? 200 : 404) : 503;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(status === 200 ? key : { code: 'key_not_found' }));
      return;
    }
    const [, id, action] = /payments\/?([^/]*)\/?(\w*)/.exec(request.url!)!;
    this.asked.push(`${request.method} ${action || 'payment'}`);
    const [status, answer] = this.answering ? this.speak(request, id!, action!, body) : [503, {}];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  private speak(
    { method }: IncomingMessage,
    id: string,
    action: string,
    body: Record<string, unknown>,
  ): [number, object] {
    if (id === '' && this.beginning !== 200) return [this.beginning, { code: 'payment_refused' }];
    if (id === '') return [200, this.begin(body)];
    const known = this.payments.get(id);
    if (!known) return [404, { code: 'not_found' }];
    if (action === 'cancel') return [200, {}];
    if (method === 'GET') return [200, known];
    if (this.refunding === 'refuse') return [409, { code: 'refund_refused' }];
    if (this.refunding === 'settled') {
      known.refunds.set(body['refund_id'] as string, (body['amount'] as Money).amount);
    }
    return [200, { status: this.refunding }];
  }

  private begin(body: Record<string, unknown>): object {
    const id = body['payment_id'] as string;
    const amount = body['amount'] as Money;
    if (!this.payments.has(id)) {
      this.payments.set(id, {
        payment_id: id,
        version: 1,
        status: 'pending',
        amount,
        refunded: { amount: '0.00', currency: amount.currency },
        transaction_id: null,
        updated_at: new Date().toISOString(),
        refunds: new Map(),
      });
    }
    return { payment_id: id, status: 'pending', redirect_url: `https://pay.test/${id}` };
  }
}

/** As `publish`; resolves when the service has asked what is true, too. */
export async function tell(
  app: INestApplicationContext,
  update: G2aUpdate,
  eventId?: string,
): Promise<void> {
  await publish(app, update, eventId);
  // What got no answer is asked again by itself.
  const checks = app.get(PaymentChecks, { strict: false });
  await checks.check(update.payment_id).catch(() => undefined);
}

/** Hands an event to the service, as whoever may write to the topic could; resolves when it is taken. The same id is the same event again. */
export function publish(
  app: INestApplicationContext,
  update: G2aUpdate,
  eventId?: string,
): Promise<void> {
  return publishEvent(app, G2aPaymentUpdated, update, eventId);
}

/** The same of any event. */
export async function publishEvent<E extends EventDefinition>(
  app: INestApplicationContext,
  event: E,
  data: EventData<E>,
  eventId: string = randomUUID(),
): Promise<void> {
  const transport = app.get(EVENT_TRANSPORT) as EventTransport;
  const subject = String((data as Record<string, unknown>)[event.aggregateKey]);
  await transport.publish(event.topic, [
    {
      key: subject,
      value: Buffer.from(JSON.stringify(data)),
      headers: {
        ce_specversion: '1.0',
        ce_id: eventId,
        ce_type: event.type,
        ce_source: `/tandem/${event.source}`,
        ce_subject: subject,
        ce_time: new Date().toISOString(),
        'content-type': 'application/json',
      },
    },
  ]);
}

export interface PlacedOrder {
  id: string;
  number: number;
  userId: string;
  total: number;
}

/** An order as the saga leaves it before it is paid, put there by the database itself. */
export async function placedOrder(
  shop: Pick<Shop, 'database'>,
  order: { partId: number; userId: string; unit: number; quantity?: number; method?: string },
): Promise<PlacedOrder> {
  const { partId, userId, unit, quantity = 1, method = 'balance' } = order;
  const id = randomUUID();
  const [row] = await shop.database.query<{ number: string }>(
    `with placed as (
       insert into orders.orders (id, user_id, idempotency_key, payment_method, currency, total_minor, give_up_at)
       values ($1::uuid, $2, $1::text, $3, 'EUR', $4::bigint * $5, now()) returning id, number),
     lined as (
       insert into orders.order_lines (order_id, part_id, kind, sku, part_name, quantity, unit_price_minor)
       select id, $6, 'physical', 'SKU', 'Part', $4, $5 from placed)
     select number from placed`,
    [id, userId, method, quantity, unit, partId],
  );
  return { id, number: Number(row!.number), userId, total: quantity * unit };
}

export function discrepancies({ database }: Pick<Shop, 'database'>): Promise<Finding[]> {
  return findWrong((sql) => database.query(sql), ['ledger']);
}
