import { setTimeout as pause } from 'node:timers/promises';
import type { StackHandle } from '@tandem/stack';
import { Agent, request } from 'undici';
import { localOnly } from './load.ts';

export interface Customer {
  id: string;
  token: string;
}

export interface Answer {
  status: number;
  body: unknown;
}

interface Call {
  method?: 'GET' | 'POST' | 'PUT';
  token?: string;
  body?: unknown;
  /** Of a POST; a new one unless given. */
  key?: string;
}

interface SignedIn {
  access_token: string;
  user: { id: string };
}

const AGAIN_MS = 100;
const GIVE_UP_MS = 120_000;

/** Who asks services without the front door, and makes what a measurement needs: parts and customers of its own. */
export class Client {
  private readonly agent = new Agent({ connections: 256, pipelining: 1 });
  /** The data of an earlier run may still be there. */
  private readonly run = crypto.randomUUID().slice(0, 8);
  private readonly stack: StackHandle;
  private readonly staffToken: string;
  private category: string | undefined;
  private made = 0;

  constructor(stack: StackHandle, staffToken: string) {
    this.stack = stack;
    this.staffToken = staffToken;
  }

  /** @returns the number of a part that nobody else touches. */
  async part(part_name: string, price: string, current_stock: number): Promise<number> {
    this.category ??= await this.firstCategory();
    const { id } = await this.staff<{ id: number }>('catalog', '/admin/parts', 'POST', {
      kind: 'physical',
      sku: `BENCH-${this.run}-${(this.made += 1)}`,
      part_name,
      description: '<p>For measuring.</p>',
      category_id: this.category,
      price: { amount: price, currency: 'EUR' },
      specifications: [],
      status: 'active',
    });
    await this.staff('inventory', `/admin/parts/${id}/stock`, 'PUT', { current_stock });
    return id;
  }

  /** @param funds what each has in the wallet, in euros. */
  async customers(count: number, funds: string): Promise<Customer[]> {
    const all: Customer[] = [];
    for (let n = 0; n < count; n += 1) {
      const { access_token: token, user } = await this.call<SignedIn>('auth', '/auth/register', {
        body: {
          email: `bench-${this.run}-${(this.made += 1)}@tandem.test`,
          password: `Measured-${crypto.randomUUID()}`,
        },
      });
      await this.call('order', '/wallet/top-ups', {
        token,
        body: { amount: { amount: funds, currency: 'EUR' }, payment_method: 'test' },
      });
      all.push({ id: user.id, token });
    }
    return all;
  }

  /** What staff do. */
  staff<T>(service: string, path: string, method: 'GET' | 'POST' | 'PUT', body?: unknown) {
    return this.call<T>(service, path, { method, token: this.staffToken, body });
  }

  /** @throws Error on any answer that is no success. */
  async call<T>(service: string, path: string, call: Call = {}): Promise<T> {
    const answer = await this.send(service, path, call);
    if (answer.status >= 300)
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  }

  /**
   * As a page does that is sent away for a moment, or told that its order is not decided yet: the same again, with the same key.
   * @throws Error when nobody decides.
   */
  async untilDecided(service: string, path: string, call: Call = {}): Promise<Answer> {
    const key = call.key ?? crypto.randomUUID();
    for (const end = performance.now() + GIVE_UP_MS; ; await pause(AGAIN_MS)) {
      const answer = await this.send(service, path, { ...call, key });
      const { code } = (answer.body ?? {}) as { code?: string };
      const isOpen = answer.status === 202 || answer.status >= 500 || code === 'order_in_progress';
      if (!isOpen) return answer;
      if (performance.now() > end) throw new Error(`${path}: still ${answer.status} ${code ?? ''}`);
    }
  }

  async send(service: string, path: string, call: Call = {}): Promise<Answer> {
    const { token, body, method = body === undefined ? 'GET' : 'POST' } = call;
    const url = localOnly(`${this.stack.info.services[service]![0]}/api/v1${path}`);
    const answer = await request(url, {
      method,
      dispatcher: this.agent,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(method === 'POST' ? { 'idempotency-key': call.key ?? crypto.randomUUID() } : {}),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.statusCode, body: await answer.body.json() };
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  private async firstCategory(): Promise<string> {
    const { items } = await this.call<{ items: { id: string }[] }>('catalog', '/categories');
    return items[0]!.id;
  }
}
