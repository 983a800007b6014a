import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { randomUUID } from 'node:crypto';
import { Gateway } from '../../testing/gateway.js';

describe('a payment with G2A PAY', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await Gateway.open();
  });
  afterAll(() => gateway?.close());

  it('begins with a page for the buyer, and is complete once the buyer has paid there', async () => {
    const begun = await gateway.begin();
    expect(begun).toMatchObject({ status: 201, body: { status: 'pending' } });
    const { payment_id: id, redirect_url: page } = begun.body;

    const shown = await (await fetch(page)).text();
    expect(shown).toContain('20.00 EUR');
    expect(shown).toContain('Order 10001');
    const token = new URL(page).searchParams.get('token')!;
    const paid = await fetch(new URL('/index/gateway', page), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ token, decision: 'pay' }),
    });
    expect(paid.headers.get('location')).toBe('http://shop.test/orders/1');

    await eventually(async () =>
      expect(await gateway.told(id)).toEqual([
        { status: 'complete', version: 2, refunded: '0.00' },
      ]),
    );
    const { body } = await gateway.orders('GET', `/${id}`);
    expect(body).toEqual({
      payment_id: id,
      status: 'complete',
      transaction_id: (await gateway.row(id))!.transaction_id,
      amount: { amount: '20.00', currency: 'EUR' },
      refunded: { amount: '0.00', currency: 'EUR' },
      version: 2,
    });
  });

  it('begun twenty times at once is one payment with one page', async () => {
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.begin(id)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(answers.map(({ body }) => body.redirect_url)).size).toBe(1);
  });

  it('cannot be begun again with another sum', async () => {
    const id = await gateway.begun('20.00');
    const again = { status: 409, body: { code: 'payment_mismatch' } };
    expect(await gateway.begin(id, '20.01')).toMatchObject(again);
    const dollars = { amount: { amount: '20.00', currency: 'USD' } };
    expect(await gateway.begin(id, '20.00', dollars)).toMatchObject(again);
  });

  it.each([
    ['refuses', 'rejected', 'rejected'],
    ['gives up', 'canceled', 'cancelled'],
  ])('a buyer who %s at G2A is told as %s', async (_does, theirs, ours) => {
    const id = await gateway.begun();
    await gateway.g2a.pay(id, { status: theirs });
    await eventually(async () =>
      expect(await gateway.told(id)).toMatchObject([{ status: ours, version: 2 }]),
    );
  });

  it('that we gave up on and that is paid all the same is told as complete', async () => {
    const id = await gateway.begun();
    const cancelled = { status: 200, body: { status: 'cancelled', version: 2 } };
    expect(await gateway.orders('POST', `/${id}/cancel`)).toMatchObject(cancelled);
    expect(await gateway.orders('POST', `/${id}/cancel`)).toMatchObject(cancelled);
    await gateway.g2a.pay(id);
    await eventually(async () =>
      expect(await gateway.told(id)).toMatchObject([
        { status: 'cancelled', version: 2 },
        { status: 'complete', version: 3 },
      ]),
    );
  });

  it('that is paid already stays so when we give up on it', async () => {
    const id = await gateway.begun();
    await gateway.g2a.pay(id);
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
    expect(await gateway.orders('POST', `/${id}/cancel`)).toMatchObject({
      body: { status: 'complete' },
    });
  });

  it('that the buyer leaves open at G2A is asked about until it is decided, notified or not', async () => {
    const id = await gateway.begun();
    await gateway.g2a.pay(id, { status: 'pending' });
    await eventually(async () =>
      expect(await gateway.row(id)).toMatchObject({
        status: 'pending',
        transaction_id: expect.any(String),
      }),
    );
    await gateway.g2a.pay(id, { status: 'complete', notify: false });
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
  });

  it('whose notification was lost is found by whoever reads it, once its transaction is known', async () => {
    const id = await gateway.begun();
    const transaction = await gateway.g2a.pay(id, { notify: false });
    expect((await gateway.orders('GET', `/${id}`)).body.status).toBe('pending');
    await gateway.database.query(
      `update sync.g2a_payments set transaction_id = $2 where payment_id = $1`,
      [id, transaction],
    );
    expect((await gateway.orders('GET', `/${id}`)).body.status).toBe('complete');
  });

  it('read by twenty at once the moment it is paid is told once', async () => {
    const id = await gateway.begun();
    await gateway.g2a.pay(id, { status: 'pending' });
    await eventually(async () => expect((await gateway.row(id))!.transaction_id).not.toBeNull());
    await gateway.g2a.pay(id, { notify: false });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => gateway.orders('GET', `/${id}`)),
    );
    expect(answers.map(({ body }) => body.status)).toEqual(Array(20).fill('complete'));
    const told = await gateway.told(id);
    expect(told.filter(({ status }) => status === 'complete')).toHaveLength(1);
    expect(new Set(told.map(({ version }) => version)).size).toBe(told.length);
  });

  it('that nobody has begun is not found', async () => {
    const id = randomUUID();
    for (const [method, path, body] of [
      ['GET', `/${id}`],
      ['POST', `/${id}/cancel`],
      ['POST', `/${id}/refunds`, refundOf('1.00')],
    ] as const) {
      const answer = await gateway.orders(method, path, body);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  it('paid twice by the buyer is settled once, and somebody is told', async () => {
    const id = await gateway.begun();
    const first = await gateway.g2a.pay(id);
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
    await gateway.g2a.pay(id, { another_one: true });
    await eventually(async () =>
      expect(await gateway.securityEvents(id)).toMatchObject([{ type: 'second_transaction' }]),
    );
    expect(await gateway.row(id)).toMatchObject({ transaction_id: first, version: 2 });
    expect(await gateway.told(id)).toHaveLength(1);
  });

  it('refused at first and paid in a second attempt is complete', async () => {
    const id = await gateway.begun();
    await gateway.g2a.pay(id, { status: 'rejected' });
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('rejected'));
    const second = await gateway.g2a.pay(id, { another_one: true });
    await eventually(async () =>
      expect(await gateway.row(id)).toMatchObject({ status: 'complete', transaction_id: second }),
    );
  });

  it('never goes back in the database, nor changes its sum or its page, whoever writes', async () => {
    const id = await gateway.begun();
    await gateway.g2a.pay(id);
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
    for (const change of [
      `status = 'pending'`,
      `amount_minor = 1`,
      `currency = 'USD'`,
      `token = 'other'`,
      `refunded_minor = 999999`,
    ]) {
      const writing = gateway.database.query(
        `update sync.g2a_payments set ${change} where payment_id = $1`,
        [id],
      );
      await expect(writing).rejects.toThrow(/does not go back|refund_within/);
    }
    const deleting = gateway.database.query(`delete from sync.g2a_payments`);
    await expect(deleting).rejects.toThrow(/it is a record/);
  });

  const refundOf = (amount: string) => ({
    refund_id: randomUUID(),
    amount: { amount, currency: 'EUR' },
  });
});
