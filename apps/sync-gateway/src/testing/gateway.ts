import type { RunningService } from '@tandem/http';
import { openBench, ServiceBench } from '@tandem/testing';
import type { Answer, BenchCall, BenchOptions, Problem } from '@tandem/testing';
import { createHash, randomUUID } from 'node:crypto';
import { migrations, service } from '../service.js';
import { CatalogStandIn1600000000001 } from './catalog-stand-in.js';
import { BUYER, MERCHANT, Simulator, WAREHOUSE } from './simulator.js';

export interface PaymentView {
  payment_id: string;
  status: string;
  redirect_url: string;
  transaction_id: string | null;
  refunded: { amount: string; currency: string };
  version: number;
  code?: string;
}

/** Whole sync gateways on a database of their own, and the simulated G2A PAY they talk to. Calls go to the newest. */
export class Gateway extends ServiceBench {
  g2a!: Simulator;

  static async open(
    options: BenchOptions & { simulator?: Record<string, string> } = {},
  ): Promise<Gateway> {
    const g2a = await Simulator.start(options.simulator);
    const settings = {
      G2A_PAY_CHECKOUT_URL: g2a.url,
      G2A_PAY_REST_URL: g2a.url,
      ...MERCHANT,
      ...BUYER,
      G2A_API_URL: g2a.url,
      ...WAREHOUSE,
      WAREHOUSE_URL: 'http://127.0.0.1:1',
      GAME_KEY_ENCRYPTION_SECRET: 'a-game-key-encryption-secret-of-tests',
      G2A_PAY_DEADLINE_MS: '2000',
      G2A_PAY_POLL_MS: '20',
      G2A_PAY_REQUESTS_PER_MINUTE: '100000',
      G2A_PAY_UNCERTAIN_REFUND_MS: '200',
      G2A_IPN_REFUSALS_PER_MINUTE: '1000',
      G2A_REQUESTS_PER_MINUTE: '100000',
    };
    const standIns = { catalog: [CatalogStandIn1600000000001] };
    const plan = { service, migrations, standIns, settings };
    const gateway = await openBench(Gateway, plan, { ...options, instances: 0 });
    gateway.g2a = g2a;
    gateway.onClose(() => g2a.stop());
    try {
      await gateway.start();
    } catch (error) {
      await gateway.close();
      throw error;
    }
    return gateway;
  }

  /** One more instance. The simulator sends its notifications to the newest. */
  override async start(env: Record<string, string> = {}): Promise<RunningService> {
    const instance = await super.start(env);
    await this.g2a.control('settings', { ipn_url: `${instance.url}${IPN}` });
    return instance;
  }

  override send<T>(method: string, path: string, options: BenchCall = {}): Promise<Answer<T>> {
    return super.send<T>(method, path, { instance: this.instances.length - 1, ...options });
  }

  /** Stops the newest instance. */
  async stop(): Promise<void> {
    await this.instances.pop()!.stop();
  }

  /** What the order service gets. */
  orders<T = PaymentView>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return this.sendAs<T>('order', method, `/g2a-pay/payments${path}`, { body, headers });
  }

  begin(paymentId: string = randomUUID(), amount = '20.00', other: object = {}) {
    return this.orders('POST', '', {
      payment_id: paymentId,
      amount: { amount, currency: 'EUR' },
      description: 'Order 10001',
      return_url: 'http://shop.test/orders/1',
      ...other,
    });
  }

  /** A payment that the buyer has been sent to pay. */
  async begun(amount = '20.00'): Promise<string> {
    const { status, body } = await this.begin(randomUUID(), amount);
    if (status !== 201) throw new Error(`begin answered ${status}: ${JSON.stringify(body)}`);
    return body.payment_id;
  }

  refund(paymentId: string, amount: string, refundId: string = randomUUID(), currency = 'EUR') {
    return this.orders('POST', `/${paymentId}/refunds`, {
      refund_id: refundId,
      amount: { amount, currency },
    });
  }

  /** Posts a notification with this content; the hash is right for it unless given. */
  notify(fields: Record<string, string>, headers: Record<string, string> = {}) {
    const hash = fields['hash'] ?? signed(fields);
    return this.post(new URLSearchParams({ ...fields, hash }), headers);
  }

  post(body: URLSearchParams | string, headers: Record<string, string> = {}) {
    return this.send<Problem>('POST', IPN, { body, headers });
  }

  /** A payment's row as the database has it. */
  async row(paymentId: string) {
    const [row] = await this.database.query<{
      status: string;
      transaction_id: string | null;
      refunded_minor: number;
      version: number;
    }>(
      `select status, transaction_id, refunded_minor::int, version from sync.g2a_payments where payment_id = $1`,
      [paymentId],
    );
    return row;
  }

  /** What was told of a payment, oldest first. */
  async told(paymentId: string): Promise<{ status: string; version: number; refunded: string }[]> {
    return this.database.query(
      `select payload->>'status' as status, version::int, payload->'refunded'->>'amount' as refunded
         from sync.outbox where aggregateid = $1 and type = 'g2a.payment.updated' order by seq`,
      [paymentId],
    );
  }

  async notifications(paymentId: string): Promise<{ state: string; times_received: number }[]> {
    return this.database.query(
      `select state, times_received from sync.webhook_inbox where subject = $1 order by id`,
      [paymentId],
    );
  }

  async refunds(
    paymentId: string,
  ): Promise<{ status: string; amount_minor: number; attempts: number }[]> {
    return this.database.query(
      `select status, amount_minor::int, attempts from sync.g2a_refunds
        where payment_id = $1 order by created_at`,
      [paymentId],
    );
  }

  async securityEvents(paymentId: string): Promise<{ type: string; wrong: string | null }[]> {
    return this.database.query(
      `select type, detail->>'wrong' as wrong from sync.security_events
        where detail->>'payment_id' = $1 order by id`,
      [paymentId],
    );
  }
}

const IPN = '/api/v1/webhooks/g2a/ipn';

const signed = ({ transactionId = '', userOrderId = '', amount = '' }: Record<string, string>) =>
  createHash('sha256')
    .update(transactionId + userOrderId + amount + MERCHANT.G2A_PAY_SECRET)
    .digest('hex');
