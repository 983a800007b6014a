import type { Simulator } from '../../../common/server.ts';
import { startSimulator } from '../simulator.ts';
import { apiKey } from './authorization.ts';
import { idOf } from './catalogue.ts';

export const BUYER = {
  apiHash: 'hash-of-the-api',
  email: 'shop@example.test',
  secret: 'the-secret',
};
const HASHED = `${BUYER.apiHash}, ${apiKey(BUYER)}`;

export interface Answer {
  status: number;
  // What a test looks at is anything that G2A may say.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** The simulated G2A as a buyer of a test sees it. */
export class Bench {
  readonly simulator: Simulator;

  constructor(simulator: Simulator) {
    this.simulator = simulator;
  }

  static async open(options: { products?: number; perMinute?: number } = {}): Promise<Bench> {
    return new Bench(
      await startSimulator({
        host: '127.0.0.1',
        port: 0,
        ipnUrl: '',
        merchant: BUYER,
        requestsPerMinute: options.perMinute ?? 100_000,
        windowMs: 60_000,
        ipnRetryMs: 5,
        buying: {
          buyer: BUYER,
          products: options.products ?? 300,
          mostRows: 10_000,
          seed: 1,
          behaviour: { pendingMs: 0, lapseMs: 60_000, balance: null },
          webhookSecret: 'the-webhook-secret',
          orderWebhookUrl: '',
          orderWebhooks: false,
        },
      }),
    );
  }

  async call(
    method: string,
    path: string,
    { body, authorization = HASHED }: { body?: unknown; authorization?: string } = {},
  ): Promise<Answer> {
    const answer = await fetch(`${this.simulator.url}${path}`, {
      method,
      headers: {
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }

  async control(path: string, body?: unknown): Promise<Answer['body']> {
    const answer = await this.call(body === undefined ? 'GET' : 'POST', `/_sim/${path}`, { body });
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  products(query: string): Promise<Answer> {
    return this.call('GET', `/v1/products?${query}`);
  }

  order(n: number, other: object = {}): Promise<Answer> {
    return this.call('POST', '/v1/order', { body: { product_id: idOf(n), ...other } });
  }

  pay(id: string): Promise<Answer> {
    return this.call('PUT', `/v1/order/pay/${id}`);
  }

  details(id: string): Promise<Answer> {
    return this.call('GET', `/v1/order/details/${id}`);
  }

  key(id: string): Promise<Answer> {
    return this.call('GET', `/v1/order/key/${id}`);
  }
}
