import { expect, request, type APIRequestContext } from '@playwright/test';
import { PHRASE } from './sessions';
import { stack } from './support';

export interface PlacedOrder {
  id: string;
  number: number;
  status: string;
}

/** A shopper of one journey alone, with money in the wallet, who buys without a browser. */
export class Customer {
  private constructor(
    private readonly api: APIRequestContext,
    readonly id: string,
    readonly name: string,
    readonly email: string,
  ) {}

  static async register(name: string, balance = '500.00'): Promise<Customer> {
    const baseURL = stack().shop;
    const email = `customer-${crypto.randomUUID()}@tandem.test`;
    const guest = await request.newContext({ baseURL });
    const registered = await guest.post('/api/v1/auth/register', {
      data: { email, password: PHRASE, display_name: name },
    });
    expect(registered.status(), await registered.text()).toBe(201);
    const { access_token, user } = (await registered.json()) as {
      access_token: string;
      user: { id: string };
    };
    await guest.dispose();
    const api = await request.newContext({
      baseURL,
      extraHTTPHeaders: { authorization: `Bearer ${access_token}` },
    });
    const customer = new Customer(api, user.id, name, email);
    await customer.post('/wallet/top-ups', {
      amount: { amount: balance, currency: 'EUR' },
      payment_method: 'test',
    });
    return customer;
  }

  /** Puts this into the cart and orders it from the balance. */
  async order(partId: number, quantity = 1): Promise<PlacedOrder> {
    await this.post('/cart/items', { part_id: partId, quantity });
    return this.checkOut();
  }

  /** Orders what is in the cart from the balance. */
  async checkOut(): Promise<PlacedOrder> {
    const order = await this.post<PlacedOrder>('/orders', { payment_method: 'balance' });
    expect(order.status).toBe('paid');
    return order;
  }

  async balance(): Promise<string> {
    const answer = await this.api.get('/api/v1/wallet');
    const { balance } = (await answer.json()) as { balance: { amount: string } };
    return balance.amount;
  }

  private async post<T>(path: string, data: unknown): Promise<T> {
    const answer = await this.api.post(`/api/v1${path}`, {
      data,
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  }
}
