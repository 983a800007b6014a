import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CartMigrated,
  G2aPaymentUpdated,
  OrderPaid,
  OrderRefunded,
  TOPICS,
} from '@tandem/contracts';
import type { RunningService } from '@tandem/http';
import { eventually } from '@tandem/testing';
import { GatewayBench } from '../testing/gateway.js';
import type { Client } from '../testing/gateway.js';
import { cartData, orderData, Producer } from '../testing/producer.js';

// Real here: PostgreSQL, Kafka, Redis, WebSocket connections, signed tokens.
describe('orders and carts on open pages', () => {
  let bench: GatewayBench;
  let producer: Producer;
  let one: RunningService;
  let two: RunningService;

  beforeAll(async () => {
    bench = await GatewayBench.open();
    producer = new Producer(bench.prefix);
    await producer.ready();
    bench.onClose(() => producer.close());
    one = await bench.start();
    two = await bench.start();
  });
  afterAll(() => bench.close());

  const shopper = async (
    userId: string,
    options: { at?: RunningService; auth?: object; expiresIn?: number } = {},
  ): Promise<Client> => {
    const { expiresIn } = options;
    const token = await bench.tokens.tokenFor({ userId, permissions: [], expiresIn });
    const page = await bench.connect((options.at ?? one).url, {
      auth: { token, ...options.auth },
    });
    await eventually(() => expect(names(page)).toContain('session.ready'));
    return page;
  };
  const names = (client: Client) => client.received.map(({ name }) => name);
  const paid = (userId: string, over: { order?: string; version?: number } = {}) => {
    const order = over.order ?? randomUUID();
    const data = orderData(order, userId, over.version ?? 2);
    return producer.send({ topic: TOPICS.order, type: OrderPaid.type, subject: order, data });
  };
  const readyOf = (client: Client) =>
    client.received.find(({ name }) => name === 'session.ready')?.payload;

  it('a change of an order reaches every page of the shopper, on every instance, and nobody else', async () => {
    const [userId, otherId] = [randomUUID(), randomUUID()];
    const pages = [await shopper(userId), await shopper(userId, { at: two })];
    const others = [await shopper(otherId), await bench.connect(one.url)];
    const order = randomUUID();
    const id = await paid(userId, { order });
    await eventually(() => {
      for (const page of pages) expect(page.ids('order.updated')).toEqual([id]);
    });
    expect(pages[0]!.received.find(({ name }) => name === 'order.updated')?.payload).toEqual({
      id,
      type: 'order.updated',
      order_id: order,
      version: 2,
      data: {
        order_id: order,
        number: 1001,
        status: 'paid',
        reason: null,
        total: { amount: '20.00', currency: 'EUR' },
        refunded: { amount: '0.00', currency: 'EUR' },
        updated_at: '2026-01-01T00:00:00.000Z',
      },
      timestamp: expect.stringMatching(/Z$/),
    });
    // What comes later has come: so would have what must not come.
    const last = await paid(otherId);
    await eventually(() => expect(others[0]!.ids('order.updated')).toEqual([last]));
    expect(names(others[1]!)).toEqual([]);
    for (const page of pages) expect(page.ids('order.updated')).toEqual([id]);
  });

  it('a cart that was moved into the account is announced to the other devices, without what is in it', async () => {
    const userId = randomUUID();
    const device = await shopper(userId);
    const data = cartData(userId, 7);
    const id = await producer.send({
      topic: TOPICS.cart,
      type: CartMigrated.type,
      subject: userId,
      data,
    });
    await eventually(() => expect(device.ids('cart.updated')).toEqual([id]));
    expect(device.received.at(-1)?.payload).toEqual({
      id,
      type: 'cart.updated',
      version: 7,
      data: { version: 7 },
      timestamp: expect.any(String),
    });
  });

  it('after a reconnect a shopper gets what was missed of their own, once, in order; a guest gets nothing', async () => {
    const [userId, otherId] = [randomUUID(), randomUUID()];
    const page = await shopper(userId);
    const seen = await paid(userId);
    await eventually(() => expect(page.ids('order.updated')).toEqual([seen]));
    page.socket.disconnect();
    const order = randomUUID();
    const missed = [await paid(userId, { order, version: 2 })];
    await paid(otherId);
    missed.push(await paid(userId, { order, version: 3 }));
    const witness = await shopper(otherId, { auth: { last_event_id: seen } });
    await eventually(() => expect(witness.ids('order.updated')).toHaveLength(1));

    const back = await shopper(userId, { at: two, auth: { last_event_id: seen } });
    await eventually(() => expect(back.ids('order.updated')).toEqual(missed));
    expect(readyOf(back)).toEqual({ user_id: userId, resumed: true });
    const guest = await bench.connect(one.url, { auth: { last_event_id: seen } });
    expect(await guest.ask('subscribe', { parts: [1] })).toMatchObject({ ok: true });
    expect(names(guest)).toEqual([]);
    const live = await paid(userId);
    await eventually(() => expect(back.ids('order.updated')).toEqual([...missed, live]));
  });

  it('is told to fetch when there is nothing to resume from, or it is no longer held', async () => {
    const userId = randomUUID();
    const first = await shopper(userId);
    expect(readyOf(first)).toEqual({ user_id: userId, resumed: false });
    const long = await shopper(userId, { auth: { last_event_id: randomUUID() } });
    expect(names(long)).toEqual(['resync', 'session.ready']);
    expect(readyOf(long)).toMatchObject({ resumed: false });
  });

  it('an older state that comes late, from a dead letter, is not shown after a newer one', async () => {
    const userId = randomUUID();
    const page = await shopper(userId);
    const order = randomUUID();
    const newer = await paid(userId, { order, version: 5 });
    await eventually(() => expect(page.ids('order.updated')).toEqual([newer]));
    await paid(userId, { order, version: 4 });
    const next = await paid(userId, { order, version: 6 });
    await eventually(() => expect(page.ids('order.updated')).toEqual([newer, next]));
  });

  it('whoever says who they are and is not is refused with a reason; a guest says nothing and is let in', async () => {
    const refused = async (token: unknown) => {
      const client = bench.client(one.url, { auth: { token } });
      const error = await new Promise<Error & { data?: { code: string; detail: string } }>(
        (resolve) => client.socket.once('connect_error', resolve),
      );
      expect(error.message).toBe(error.data?.detail);
      return error.data?.code;
    };
    const userId = randomUUID();
    expect(await refused('nonsense')).toBe('unauthorized');
    expect(await refused('')).toBe('unauthorized');
    expect(await refused({ sub: userId })).toBe('unauthorized');
    expect(await refused(await bench.tokens.tokenFor({ userId, expiresIn: -10 }))).toBe(
      'unauthorized',
    );
    const guest = await bench.connect(one.url, { auth: { token: null } });
    expect(guest.socket.connected).toBe(true);
  });

  it('the socket ends with the token, so that nobody listens on for longer', async () => {
    const userId = randomUUID();
    const page = await shopper(userId, { expiresIn: 2 });
    const id = await paid(userId);
    await eventually(() => expect(page.ids('order.updated')).toEqual([id]));
    await eventually(() => expect(page.socket.connected).toBe(false));
    expect(page.received.at(-1)).toMatchObject({
      name: 'session.expired',
      payload: { code: 'token_expired' },
    });
  });

  it('who signs out loses open pages of both sites on every instance, others keep theirs', async () => {
    const [sessionId, userId] = [randomUUID(), randomUUID()];
    const claims = { userId, sessionId, permissions: ['stock:read'] };
    const token = await bench.tokens.tokenFor(claims);
    const stays = await shopper(userId);
    const pages = await Promise.all(
      [one, two].flatMap(({ url }) => [
        bench.connect(url, { auth: { token } }),
        bench.connect(url, { namespace: '/admin', auth: { token } }),
      ]),
    );
    await bench.endSession(sessionId, userId, 'logout');
    await eventually(() => expect(pages.some(({ socket }) => socket.connected)).toBe(false));
    for (const page of pages) {
      expect(page.received.at(-1)).toMatchObject({
        name: 'session.expired',
        payload: { code: 'session_ended' },
      });
    }
    expect(stays.socket.connected).toBe(true);
    await expect(bench.connect(two.url, { auth: { token } })).rejects.toMatchObject({
      data: { code: 'session_ended' },
    });
    const again = await bench.tokens.tokenFor({ userId });
    expect((await bench.connect(one.url, { auth: { token: again } })).socket.connected).toBe(true);
  });

  it('an account that is deleted loses its open pages', async () => {
    const userId = randomUUID();
    const page = await shopper(userId);
    await producer.send({
      topic: TOPICS.user,
      type: 'user.deleted',
      subject: userId,
      data: { user_id: userId, version: 3 },
    });
    await eventually(() => expect(page.socket.connected).toBe(false));
    expect(page.received.at(-1)).toMatchObject({
      name: 'session.expired',
      payload: { code: 'account_deleted' },
    });
  });

  describe('for staff', () => {
    const staff = async (permissions: string[], auth: object = {}) => {
      const token = await bench.tokens.tokenFor({ permissions });
      const page = await bench.connect(one.url, { namespace: '/admin', auth: { token, ...auth } });
      return page;
    };

    it('every order is told to who may read orders, with whose it is; to others not', async () => {
      const seller = await staff(['orders:read']);
      const keeper = await staff(['stock:read']);
      const monitor = await staff(['events:read']);
      const userId = randomUUID();
      let id = '';
      await eventually(async () => {
        id = await paid(userId);
        expect(seller.ids('order.updated')).not.toEqual([]);
      });
      await eventually(() => expect(seller.ids('order.updated')).toContain(id));
      const envelope = seller.received.find(({ name }) => name === 'order.updated')!.payload;
      expect(envelope['data']).toMatchObject({ user_id: userId, status: 'paid' });
      expect(envelope['data']).not.toHaveProperty('items');
      await eventually(() => expect(monitor.ids('event')).toContain(id));
      expect(seller.ids('event')).toContain(id);
      expect(monitor.ids('order.updated')).toEqual([]);
      expect(names(keeper)).toEqual([]);
    });

    it('a refund they missed is told when they are back', async () => {
      const seller = await staff(['orders:read']);
      const userId = randomUUID();
      let seen = '';
      await eventually(async () => {
        seen = await paid(userId);
        expect(seller.ids('order.updated')).not.toEqual([]);
      });
      await eventually(() => expect(seller.ids('order.updated')).toContain(seen));
      seller.socket.disconnect();
      const order = randomUUID();
      const refund = { refund_id: randomUUID(), amount: { amount: '5.00', currency: 'EUR' } };
      const id = await producer.send({
        topic: TOPICS.order,
        type: OrderRefunded.type,
        subject: order,
        data: { ...orderData(order, userId, 4), refund },
      });
      const witness = await staff(['orders:read'], { last_event_id: seen });
      await eventually(() => expect(witness.ids('order.updated')).toEqual([id]));
      const back = await staff(['orders:read'], { last_event_id: seen });
      await eventually(() => expect(back.ids('order.updated')).toEqual([id]));
    });

    it('the payments of outside systems are for those who read events', async () => {
      const monitor = await staff(['events:read']);
      const seller = await staff(['orders:read']);
      const subject = randomUUID();
      const data = {
        payment_id: subject,
        version: 1,
        status: 'complete',
        amount: { amount: '20.00', currency: 'EUR' },
        refunded: { amount: '0.00', currency: 'EUR' },
        transaction_id: null,
        updated_at: '2026-01-01T00:00:00.000Z',
      };
      let payment = '';
      await eventually(async () => {
        const type = G2aPaymentUpdated.type;
        payment = await producer.send({ topic: TOPICS.g2a, type, subject, data });
        expect(monitor.ids('event')).not.toEqual([]);
      });
      await eventually(async () => {
        await paid(randomUUID());
        expect(seller.ids('event')).not.toEqual([]);
      });
      const type = G2aPaymentUpdated.type;
      payment = await producer.send({ topic: TOPICS.g2a, type, subject, data });
      await eventually(() => expect(monitor.ids('event')).toContain(payment));
      const last = await paid(randomUUID());
      await eventually(() => expect(seller.ids('event')).toContain(last));
      expect(seller.ids('event')).not.toContain(payment);
    });
  });
});
