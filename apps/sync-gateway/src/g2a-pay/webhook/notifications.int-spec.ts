import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { randomUUID } from 'node:crypto';
import { Gateway } from '../../testing/gateway.js';

describe('notifications of G2A PAY', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await Gateway.open();
    // Notifications reach both: neither knows what the other is doing.
    await gateway.start();
  });
  afterAll(() => gateway?.close());

  const settled = (id: string, status: string) =>
    eventually(async () => expect((await gateway.row(id))!.status).toBe(status));
  const questions = (transaction: string) =>
    gateway.g2a.asked('GET', `/rest/transactions/${transaction}`);
  /** A payment that is paid at G2A, of which the shop has heard nothing. */
  async function paidInSilence(): Promise<{ id: string; transaction: string }> {
    const id = await gateway.begun();
    return { id, transaction: await gateway.g2a.pay(id, { notify: false }) };
  }
  const notice = (userOrderId: string, transactionId: string, other: object = {}) => ({
    type: 'payment',
    transactionId,
    userOrderId,
    amount: '20.00',
    currency: 'EUR',
    status: 'complete',
    refundedAmount: '0.00',
    ...other,
  });

  it('sent twenty times at once settle a payment once', async () => {
    const id = await gateway.begun();
    const transaction = await gateway.g2a.pay(id, { repeat: 20 });
    await settled(id, 'complete');
    await eventually(async () =>
      expect(await gateway.g2a.delivered(id)).toEqual(Array(20).fill([200])),
    );
    expect(await gateway.notifications(id)).toEqual([{ state: 'applied', times_received: 20 }]);
    expect(await gateway.told(id)).toMatchObject([{ status: 'complete', version: 2 }]);
    expect((await questions(transaction)).length).toBeLessThan(5);
    const [told] = await gateway.database.query<{ headers: object }>(
      `select headers from sync.outbox where aggregateid = $1`,
      [id],
    );
    expect(told!.headers).toEqual({
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/),
      ce_correlationid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('out of order end in the same state', async () => {
    const { id, transaction } = await paidInSilence();
    await gateway.notify(notice(id, transaction, { status: 'complete' }));
    await settled(id, 'complete');
    expect((await gateway.notify(notice(id, transaction, { status: 'pending' }))).status).toBe(200);
    expect((await gateway.notify(notice(id, transaction, { status: 'new' }))).status).toBe(200);
    await eventually(async () =>
      expect((await gateway.notifications(id)).map(({ state }) => state)).toEqual(
        Array(3).fill('applied'),
      ),
    );
    expect(await gateway.told(id)).toHaveLength(1);
    expect((await gateway.row(id))!.status).toBe('complete');
  });

  it('from before the payment was begun here wait for it', async () => {
    const id = randomUUID();
    const quoted = await gateway.begin(id);
    const transaction = await gateway.g2a.pay(id, { notify: false });
    // As after a restore of our database: G2A knows the payment, we do not.
    await gateway.database.query(`alter table sync.g2a_payments disable trigger user`);
    await gateway.database.query(`delete from sync.g2a_payments where payment_id = $1`, [id]);
    await gateway.database.query(`alter table sync.g2a_payments enable trigger user`);

    expect((await gateway.notify(notice(id, transaction))).status).toBe(200);
    expect(await gateway.notifications(id)).toMatchObject([{ state: 'received' }]);
    expect(quoted.status).toBe(201);
    expect((await gateway.begin(id)).status).toBe(201);
    await settled(id, 'complete');
  });

  it('from before the payment, signed for another sum than ours, settle nothing', async () => {
    const id = randomUUID();
    expect((await gateway.notify(notice(id, 'tx-early', { amount: '1.00' }))).status).toBe(200);
    await gateway.begin(id);
    await eventually(async () =>
      expect(await gateway.notifications(id)).toMatchObject([{ state: 'refused' }]),
    );
    await eventually(async () =>
      expect(await gateway.securityEvents(id)).toEqual([
        { type: 'webhook_refused', wrong: 'hash' },
      ]),
    );
    expect((await gateway.row(id))!.status).toBe('pending');
    expect(await questions('tx-early')).toEqual([]);
  });

  it.each([
    ['with a forged hash', { hash: 'f'.repeat(64) }, 'hash'],
    ['with a hash that is none', { hash: 'x' }, 'hash'],
    ['with another amount', { amount: '0.01' }, 'hash'],
    ['in another currency', { currency: 'USD' }, 'currency'],
  ])('%s are refused, and on record', async (_what, forged, wrong) => {
    const { id, transaction } = await paidInSilence();
    const answer = await gateway.notify(notice(id, transaction, forged));
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_signature' } });
    expect(await gateway.securityEvents(id)).toEqual([{ type: 'webhook_refused', wrong }]);
    expect(await gateway.notifications(id)).toEqual([]);
    expect(await questions(transaction)).toEqual([]);
    expect((await gateway.row(id))!.status).toBe('pending');
  });

  it('of one payment cannot be replayed for another', async () => {
    const [mine, other] = [await gateway.begun(), await gateway.begun()];
    const transaction = await gateway.g2a.pay(mine);
    await settled(mine, 'complete');
    const hash = (
      await gateway.database.query<{ raw: string }>(
        `select raw from sync.webhook_inbox where subject = $1`,
        [mine],
      )
    )[0]!.raw;
    const stolen = new URLSearchParams(hash).get('hash')!;
    const answer = await gateway.notify(notice(other, transaction, { hash: stolen }));
    expect(answer.status).toBe(401);
    expect((await gateway.row(other))!.status).toBe('pending');
  });

  it('rightly signed and lying about the status settle nothing: G2A is asked', async () => {
    const id = await gateway.begun();
    const transaction = await gateway.g2a.pay(id, { status: 'pending', notify: false });
    expect((await gateway.notify(notice(id, transaction))).status).toBe(200);
    const refunded = { status: 'refunded', refundedAmount: '20.00' };
    expect((await gateway.notify(notice(id, transaction, refunded))).status).toBe(200);
    await eventually(async () =>
      expect((await gateway.notifications(id)).map(({ state }) => state)).toEqual([
        'applied',
        'applied',
      ]),
    );
    expect(await gateway.row(id)).toMatchObject({ status: 'pending', refunded_minor: 0 });
  });

  it('about a transaction that is another payment’s settle nothing', async () => {
    const [mine, other] = [await gateway.begun(), await gateway.begun()];
    const transaction = await gateway.g2a.pay(other, { notify: false });
    // Whoever can sign this knows the secret; even so the money of one payment settles that one only.
    expect((await gateway.notify(notice(mine, transaction))).status).toBe(200);
    await eventually(async () =>
      expect(await gateway.securityEvents(mine)).toMatchObject([{ type: 'transaction_mismatch' }]),
    );
    expect(await gateway.row(mine)).toMatchObject({ status: 'pending', transaction_id: null });
    await gateway.notify(notice(other, transaction));
    await settled(other, 'complete');
  });

  it('repeated after everything is over change nothing', async () => {
    const id = await gateway.begun();
    const transaction = await gateway.g2a.pay(id);
    await settled(id, 'complete');
    const asked = (await questions(transaction)).length;
    await gateway.g2a.control('webhooks', { order_id: id, repeat: 5 });
    await eventually(async () => {
      const [notification] = await gateway.notifications(id);
      expect(notification).toEqual({ state: 'applied', times_received: 6 });
    });
    expect(await questions(transaction)).toHaveLength(asked);
    expect(await gateway.told(id)).toHaveLength(1);
  });
});

describe('whoever keeps forging notifications', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await Gateway.open({ env: { G2A_IPN_REFUSALS_PER_MINUTE: '3' } });
  });
  afterAll(() => gateway?.close());

  it('is not listened to any more, so that the security log cannot be filled', async () => {
    const id = await gateway.begun();
    const forged = {
      transactionId: 't',
      userOrderId: id,
      amount: '20.00',
      currency: 'EUR',
      status: 'complete',
      hash: 'x',
    };
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await gateway.notify(forged)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(await gateway.securityEvents(id)).toHaveLength(3);
  });

  it('keeps no signed one out, from the very same address, however many are forged', async () => {
    const id = await gateway.begun();
    const transaction = await gateway.g2a.pay(id, { notify: false });
    const content = { transactionId: transaction, userOrderId: id, amount: '20.00' };
    const notice = { ...content, currency: 'EUR', status: 'complete' };
    const flood = Array.from({ length: 300 }, (_, n) =>
      gateway.notify({ ...notice, hash: `f${n}`.padEnd(64, '0') }),
    );
    const signed = await Promise.all([1, 2, 3].map(() => gateway.notify(notice)));
    expect(signed.map(({ status }) => status)).toEqual([200, 200, 200]);
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
    const refused = (await Promise.all(flood)).map(({ status }) => status);
    expect(refused.filter((status) => status !== 401 && status !== 429)).toEqual([]);
    expect((await gateway.securityEvents(id)).length).toBeLessThanOrEqual(3);
    // Nor do they reach the database.
    expect(await gateway.notifications(id)).toHaveLength(1);
  });
});
