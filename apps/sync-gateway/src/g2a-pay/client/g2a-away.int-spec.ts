import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort, eventually } from '@tandem/testing';
import { randomUUID } from 'node:crypto';
import { Gateway } from '../../testing/gateway.js';

describe('while G2A PAY is ill', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await Gateway.open({ env: { G2A_PAY_DEADLINE_MS: '400' } });
  });
  afterAll(() => gateway?.close());

  const REST = '/rest/transactions/*';
  const ill = (path: string, times: number, fault: object = { status: 503 }) =>
    gateway.g2a.control('faults', { path, times, ...fault });

  it('a page is asked for again at once, and the buyer notices nothing', async () => {
    await ill('/index/createQuote', 2);
    expect((await gateway.begin()).status).toBe(201);
    expect(await gateway.g2a.asked('POST', '/index/createQuote')).toHaveLength(3);
  });

  it.each([
    ['says so', { status: 503 }],
    ['hangs', { delay_ms: 1_500 }],
    ['hangs up', { drop: true }],
    ['talks nonsense', { status: 302 }],
  ])(
    'and %s for longer, the shop says that it is unavailable; later the payment begins',
    async (_how, fault) => {
      await gateway.g2a.control('reset');
      await ill('/index/createQuote', 3, fault);
      const id = randomUUID();
      const answer = await gateway.begin(id);
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
      await gateway.g2a.control('reset');
      // What failed may have opened the breaker: it lets a call through after two seconds.
      await eventually(async () => expect((await gateway.begin(id)).status).toBe(200), {
        everyMs: 200,
      });
    },
  );

  it('a payment that G2A refuses to take is refused, not tried for ever', async () => {
    await ill('/index/createQuote', 1, { status: 400, code: 'BR02' });
    expect(await gateway.begin()).toMatchObject({
      status: 409,
      body: { code: 'payment_refused', provider_code: 'BR02' },
    });
  });

  it.each([401, 403])(
    'a buyer does not wait for a shop whose key G2A does not accept (%d)',
    async (status) => {
      await ill('/index/createQuote', 1, { status });
      expect(await gateway.begin()).toMatchObject({
        status: 409,
        body: { code: 'payment_refused', provider_code: 'credentials' },
      });
    },
  );

  it('a refund of a transaction that G2A knows nothing of is refused, not tried for ever', async () => {
    const id = await gateway.begun();
    await gateway.g2a.pay(id);
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
    await ill(REST, 1_000, { status: 404, code: 'ER404' });
    expect(await gateway.refund(id, '5.00')).toMatchObject({
      status: 409,
      body: { code: 'refund_refused' },
    });
    await gateway.g2a.control('reset');
  });

  it('notifications are taken in, and followed once it is well again', async () => {
    const id = await gateway.begun();
    await ill(REST, 1_000);
    await gateway.g2a.pay(id, { repeat: 3 });
    await eventually(async () =>
      expect(await gateway.g2a.delivered(id)).toEqual([[200], [200], [200]]),
    );
    expect(await gateway.notifications(id)).toEqual([{ state: 'received', times_received: 3 }]);
    const read = await gateway.orders('GET', `/${id}`);
    expect(read).toMatchObject({ status: 200, body: { status: 'pending' } });

    await recovers();
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
    expect(await gateway.told(id)).toHaveLength(1);
  });

  it('a refund is taken on, and carried out once it is well again', async () => {
    const id = await gateway.begun();
    const transaction = await gateway.g2a.pay(id);
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
    await ill(REST, 1_000);
    expect(await gateway.refund(id, '5.00')).toMatchObject({
      status: 200,
      body: { status: 'pending' },
    });
    await recovers();
    await eventually(async () =>
      expect(await gateway.refunds(id)).toMatchObject([{ status: 'settled' }]),
    );
    const answered = await gateway.g2a.asked('PUT', `/rest/transactions/${transaction}`);
    expect(answered.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('notifications that arrived before a restart are followed after it', async () => {
    const id = await gateway.begun();
    await ill(REST, 1_000);
    await gateway.g2a.pay(id);
    await eventually(async () => expect(await gateway.notifications(id)).toHaveLength(1));
    await gateway.stop();
    await gateway.g2a.control('faults/clear');
    await gateway.start();
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
  });

  /** A breaker that has opened asks again after two seconds. */
  const recovers = () => gateway.g2a.control('faults/clear');
});

describe('the limit of calls', () => {
  it('is kept on our side: what is too much is not sent, and comes later', async () => {
    const gateway = await Gateway.open({ env: { G2A_PAY_REQUESTS_PER_MINUTE: '2' } });
    try {
      const statuses = [];
      for (let n = 0; n < 4; n += 1) statuses.push((await gateway.begin()).status);
      expect(statuses).toEqual([201, 201, 503, 503]);
      expect(await gateway.g2a.asked('POST', '/index/createQuote')).toHaveLength(2);
    } finally {
      await gateway.close();
    }
  });
});

describe('a G2A PAY that cannot be reached at all', () => {
  it('keeps no instance from starting, and notifications are taken in', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const gateway = await Gateway.open({
      env: { G2A_PAY_CHECKOUT_URL: url, G2A_PAY_REST_URL: url },
    });
    try {
      const id = randomUUID();
      expect((await gateway.begin(id)).status).toBe(503);
      const notice = {
        transactionId: 't',
        userOrderId: id,
        amount: '20.00',
        currency: 'EUR',
        status: 'complete',
      };
      expect((await gateway.notify(notice)).status).toBe(200);
      expect(await gateway.notifications(id)).toMatchObject([{ state: 'received' }]);
      expect((await gateway.send<{ status: string }>('GET', '/health/ready')).status).toBe(200);
    } finally {
      await gateway.close();
    }
  });
});
