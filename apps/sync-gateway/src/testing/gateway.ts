import { startService, type RunningService } from '@tandem/http';
import {
  createTestDatabase,
  SERVICE_KEYS,
  serviceToken,
  testTokens,
  uniquePrefix,
  type TestDatabase,
  type TestTokens,
} from '@tandem/testing';
import { createHash, randomUUID } from 'node:crypto';
import { migrations, service } from '../service.js';
import { MERCHANT, Simulator } from './simulator.js';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
}

export interface PaymentView {
  payment_id: string;
  status: string;
  redirect_url: string;
  transaction_id: string | null;
  refunded: { amount: string; currency: string };
  version: number;
  code?: string;
}

export interface GatewayOptions {
  /** Settings of every instance; what is named here goes before what the harness sets. */
  env?: Record<string, string>;
  /** Settings of the simulator. */
  simulator?: Record<string, string>;
}

/** Whole sync gateways on a database of their own, and the simulated G2A PAY they talk to. */
export class Gateway {
  readonly instances: RunningService[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly tokens: TestTokens,
    readonly g2a: Simulator,
    private readonly env: Record<string, string>,
  ) {}

  static async open({ env = {}, simulator = {} }: GatewayOptions = {}): Promise<Gateway> {
    const database = await createTestDatabase('t_syn', [{ schema: 'sync', migrations }]);
    const tokens = await testTokens();
    const g2a = await Simulator.start(simulator);
    const settings = {
      SYNC_PORT: '0',
      SYNC_DATABASE_URL: database.urlOf('sync'),
      G2A_PAY_CHECKOUT_URL: g2a.url,
      G2A_PAY_REST_URL: g2a.url,
      ...MERCHANT,
      G2A_PAY_DEADLINE_MS: '2000',
      G2A_PAY_POLL_MS: '20',
      G2A_PAY_REQUESTS_PER_MINUTE: '100000',
      G2A_PAY_UNCERTAIN_REFUND_MS: '200',
      G2A_IPN_REFUSALS_PER_MINUTE: '1000',
      AUTH_JWKS_URL: tokens.jwksUrl,
      TANDEM_SERVICE_KEYS: SERVICE_KEYS,
      TANDEM_TOPIC_PREFIX: uniquePrefix(),
      REDIS_URL: '',
      KAFKA_BROKERS: '',
      LOG_LEVEL: 'silent',
      ...env,
    };
    const gateway = new Gateway(database, tokens, g2a, settings);
    try {
      await gateway.start();
    } catch (error) {
      await gateway.close();
      throw error;
    }
    return gateway;
  }

  /** One more instance. The simulator sends its notifications to the newest. */
  async start(env: Record<string, string> = {}): Promise<RunningService> {
    const n = this.instances.length;
    const settings = { TANDEM_INSTANCE_ID: `sync-${n}`, ...this.env, ...env };
    const instance = await startService(service, settings);
    this.instances.push(instance);
    await this.g2a.control('settings', { ipn_url: `${instance.url}${IPN}` });
    return instance;
  }

  /** Stops the newest instance. */
  async stop(): Promise<void> {
    await this.instances.pop()!.stop();
  }

  /** What the order service gets. */
  async orders<T = PaymentView>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return this.call<T>(method, `/internal/g2a-pay/payments${path}`, body, {
      ...headers,
      authorization: `Bearer ${await serviceToken('order', 'sync-gateway')}`,
    });
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
  notify(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const hash = fields['hash'] ?? signed(fields);
    return this.post(new URLSearchParams({ ...fields, hash }), headers);
  }

  async post(body: URLSearchParams | string, headers: Record<string, string> = {}) {
    const newest = this.instances.at(-1)!;
    const response = await fetch(`${newest.url}${IPN}`, { method: 'POST', body, headers });
    const text = await response.text();
    return {
      status: response.status,
      body: JSON.parse(text) as Record<string, unknown> & { code: string },
    };
  }

  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const newest = this.instances.at(-1)!;
    const raw = typeof body === 'string';
    const response = await fetch(`${newest.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
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
  async events(
    paymentId: string,
  ): Promise<{ status: string; version: number; refunded: string }[]> {
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

  async close(): Promise<void> {
    for (const instance of this.instances) await instance.stop();
    await this.g2a.stop();
    await this.tokens.close();
    await this.database.drop();
  }
}

const IPN = '/api/v1/webhooks/g2a/ipn';

const signed = ({ transactionId = '', userOrderId = '', amount = '' }: Record<string, string>) =>
  createHash('sha256')
    .update(transactionId + userOrderId + amount + MERCHANT.G2A_PAY_SECRET)
    .digest('hex');
