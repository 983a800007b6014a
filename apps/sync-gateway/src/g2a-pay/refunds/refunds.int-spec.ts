import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TcpProxy, eventually } from '@tandem/testing';
import { Database } from '@tandem/persistence';
import { randomUUID } from 'node:crypto';
import { Gateway } from '../../testing/gateway.js';
import { changeRefund } from './refund-store.js';

describe('a refund', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await Gateway.open();
    await gateway.start();
  });
  afterAll(() => gateway?.close());

  async function paid(amount = '20.00'): Promise<{ id: string; transaction: string }> {
    const id = await gateway.begun(amount);
    const transaction = await gateway.g2a.pay(id);
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
    return { id, transaction };
  }
  const path = (transaction: string) => `/rest/transactions/${transaction}`;
  /** How often G2A was told to give money back. */
  const sent = async (transaction: string) =>
    (await gateway.g2a.asked('PUT', path(transaction))).length;
  /** What G2A has given back. */
  const given = async (transaction: string) => {
    const answer = await fetch(`${gateway.g2a.url}/_sim/transactions/${transaction}`);
    return ((await answer.json()) as { refundedAmount: string }).refundedAmount;
  };
  const spoil = (transaction: string, fault: object) =>
    gateway.g2a.control('faults', { path: path(transaction), method: 'PUT', ...fault });
  const statuses = async (id: string) => (await gateway.refunds(id)).map(({ status }) => status);

  it('gives back a part, then the rest, and tells both', async () => {
    const { id, transaction } = await paid();
    expect(await gateway.refund(id, '5.00')).toMatchObject({
      status: 200,
      body: { status: 'settled' },
    });
    expect(await gateway.refund(id, '15.00')).toMatchObject({ body: { status: 'settled' } });
    expect(await given(transaction)).toBe('20.00');
    expect(await gateway.told(id)).toEqual([
      { status: 'complete', version: 2, refunded: '0.00' },
      { status: 'partial_refunded', version: 3, refunded: '5.00' },
      { status: 'refunded', version: 4, refunded: '20.00' },
    ]);
  });

  it('asked for twenty times at once is sent once', async () => {
    const { id, transaction } = await paid();
    const refund = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => gateway.refund(id, '5.00', refund)),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await eventually(async () => expect(await statuses(id)).toEqual(['settled']));
    expect(await gateway.refund(id, '5.00', refund)).toMatchObject({ body: { status: 'settled' } });
    expect([await sent(transaction), await given(transaction)]).toEqual([1, '5.00']);
  });

  it('and others of the same payment at once go one after the other', async () => {
    const { id, transaction } = await paid();
    await Promise.all(['3.00', '4.00', '5.00', '3.00'].map((sum) => gateway.refund(id, sum)));
    await eventually(async () => expect(await statuses(id)).toEqual(Array(4).fill('settled')));
    expect([await sent(transaction), await given(transaction)]).toEqual([4, '15.00']);
  });

  it('of more than is left is refused, however many ask at once', async () => {
    const { id, transaction } = await paid();
    expect(await gateway.refund(id, '20.01')).toMatchObject({
      status: 409,
      body: { code: 'over_refund', refundable: { amount: '20.00', currency: 'EUR' } },
    });
    const answers = await Promise.all(Array.from({ length: 10 }, () => gateway.refund(id, '7.00')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(answers.filter(({ body }) => body.code === 'over_refund')).toHaveLength(8);
    await eventually(async () => expect(await given(transaction)).toBe('14.00'));
    const forced = gateway.database.query(
      `insert into sync.g2a_refunds (refund_id, payment_id, amount_minor) values ($1, $2, 601)`,
      [randomUUID(), id],
    );
    await expect(forced).rejects.toThrow(/more than was paid/);
  });

  it('of money that was never paid, or under an id that was used differently, is refused', async () => {
    const unpaid = await gateway.begun();
    const pending = { status: 409, body: { code: 'not_refundable', payment_status: 'pending' } };
    expect(await gateway.refund(unpaid, '1.00')).toMatchObject(pending);
    const [one, two] = [await paid(), await paid()];
    const refund = randomUUID();
    await gateway.refund(one.id, '1.00', refund);
    const mismatch = { status: 409, body: { code: 'refund_mismatch' } };
    expect(await gateway.refund(one.id, '2.00', refund)).toMatchObject(mismatch);
    expect(await gateway.refund(two.id, '1.00', refund)).toMatchObject(mismatch);
    expect(await gateway.refund(one.id, '1.00', randomUUID(), 'USD')).toMatchObject(mismatch);
  });

  it('that G2A carried out and did not answer is not sent again', async () => {
    const { id, transaction } = await paid();
    await spoil(transaction, { status: 500, applied: true });
    expect(await gateway.refund(id, '5.00')).toMatchObject({ body: { status: 'pending' } });
    await eventually(async () => expect(await statuses(id)).toEqual(['settled']));
    expect([await sent(transaction), await given(transaction)]).toEqual([1, '5.00']);
  });

  it('that never reached G2A is sent again', async () => {
    const { id, transaction } = await paid();
    await spoil(transaction, { drop: true });
    expect(await gateway.refund(id, '5.00')).toMatchObject({ body: { status: 'pending' } });
    await eventually(async () => expect(await statuses(id)).toEqual(['settled']));
    expect([await sent(transaction), await given(transaction)]).toEqual([2, '5.00']);
  });

  it('that G2A takes longer over than we wait is not sent a second time meanwhile', async () => {
    const slow = await Gateway.open({
      env: { G2A_PAY_UNCERTAIN_REFUND_MS: '60000', G2A_PAY_DEADLINE_MS: '1000' },
    });
    try {
      const id = await slow.begun();
      const transaction = await slow.g2a.pay(id);
      await eventually(async () => expect((await slow.row(id))!.status).toBe('complete'));
      await slow.g2a.control('faults', {
        path: path(transaction),
        method: 'PUT',
        delay_ms: 2_000,
      });
      expect(await slow.refund(id, '5.00')).toMatchObject({ body: { status: 'pending' } });
      await eventually(async () =>
        expect(await slow.refunds(id)).toMatchObject([{ status: 'settled' }]),
      );
      expect(await slow.g2a.asked('PUT', path(transaction))).toHaveLength(1);
    } finally {
      await slow.close();
    }
  });

  it('that G2A accepts and confirms later is pending until then, and not sent again', async () => {
    const { id, transaction } = await paid();
    await gateway.g2a.control('refunds', { at_once: false });
    const refund = randomUUID();
    expect(await gateway.refund(id, '5.00', refund)).toMatchObject({ body: { status: 'pending' } });
    expect(await gateway.refund(id, '5.00', refund)).toMatchObject({ body: { status: 'pending' } });
    // It has been looked after several times, and for longer than an unanswered one is waited for.
    await eventually(async () =>
      expect(await gateway.refunds(id)).toMatchObject([{ status: 'accepted', attempts: 6 }]),
    );
    await gateway.g2a.control('refunds', { at_once: true });
    await eventually(async () => expect(await statuses(id)).toEqual(['settled']));
    expect(await sent(transaction)).toBe(1);
  });

  it('that G2A refuses is over, and says so each time', async () => {
    const { id, transaction } = await paid();
    await spoil(transaction, { status: 400, code: 'BR04' });
    const refund = randomUUID();
    const refused = {
      status: 409,
      body: { code: 'refund_refused', provider_code: '400 BR04' },
    };
    expect(await gateway.refund(id, '5.00', refund)).toMatchObject(refused);
    expect(await gateway.refund(id, '5.00', refund)).toMatchObject(refused);
    expect([await sent(transaction), await given(transaction)]).toEqual([1, '0.00']);
    expect(await gateway.refund(id, '20.00')).toMatchObject({ body: { status: 'settled' } });
  });

  it('for which there are too many calls a minute comes later', async () => {
    const { id, transaction } = await paid();
    await spoil(transaction, { status: 429, code: 'BR03' });
    expect(await gateway.refund(id, '5.00')).toMatchObject({ body: { status: 'pending' } });
    // G2A named no time, so ten seconds are kept; they are not waited for here.
    await gateway.database.query(
      `update sync.g2a_refunds set next_attempt_at = now() where payment_id = $1`,
      [id],
    );
    await eventually(async () => expect(await statuses(id)).toEqual(['settled']));
    expect([await sent(transaction), await given(transaction)]).toEqual([2, '5.00']);
  });

  it('made by hand in G2A’s panel is told as well, and lowers what is left', async () => {
    const { id, transaction } = await paid();
    await gateway.g2a.control('refunds', { transaction_id: transaction, amount: '12.00' });
    await eventually(async () =>
      expect(await gateway.row(id)).toMatchObject({
        status: 'partial_refunded',
        refunded_minor: 1200,
      }),
    );
    expect(await gateway.refund(id, '8.01')).toMatchObject({ body: { code: 'over_refund' } });
    expect(await gateway.refund(id, '8.00')).toMatchObject({ body: { status: 'settled' } });
  });

  it('that another worker has taken over cannot be written by the one that was too slow', async () => {
    const { id } = await paid();
    await gateway.g2a.control('refunds', { at_once: false });
    await gateway.refund(id, '5.00');
    const manager = gateway.instances[0]!.app.get(Database);
    const [refund] = await manager.query<{ refund_id: string; attempts: number }>(
      `update g2a_refunds set next_attempt_at = now() + interval '1 hour' where payment_id = $1
       returning refund_id, attempts`,
      [id],
    );
    const slow = { ...refund!, attempts: refund!.attempts - 1 };
    expect(await changeRefund(manager, slow, { status: 'failed', failure: 'late' })).toBe(false);
    expect(await statuses(id)).toEqual(['accepted']);
    await gateway.g2a.control('refunds', { at_once: true });
    await eventually(async () => expect(await statuses(id)).toEqual(['settled']));
  });

  it('stays settled in the database, whoever writes', async () => {
    const { id } = await paid();
    await gateway.refund(id, '5.00');
    const changing = gateway.database.query(
      `update sync.g2a_refunds set status = 'requested' where payment_id = $1`,
      [id],
    );
    await expect(changing).rejects.toThrow(/stays so/);
  });
});

describe('a refund whose gateway dies', () => {
  it('after G2A has carried it out and before that is written down, is settled by the next one', async () => {
    const gateway = await Gateway.open();
    const database = await TcpProxy.inFrontOf(gateway.database.urlOf('sync'));
    try {
      const id = await gateway.begun();
      const transaction = await gateway.g2a.pay(id);
      await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
      await gateway.stop();

      // From the answer of G2A on, nothing that this instance does reaches the database: as if it were dead.
      const through = database.through(gateway.database.urlOf('sync'));
      await gateway.start({ SYNC_DATABASE_URL: through, G2A_PAY_DEADLINE_MS: '4000' });
      const path = `/rest/transactions/${transaction}`;
      // Long enough to be dead before the answer comes, on a machine that is slow for a moment.
      await gateway.g2a.control('faults', { path, method: 'PUT', applied: true, delay_ms: 2_000 });
      const asking = gateway.refund(id, '5.00');
      await eventually(async () => expect(await gateway.g2a.asked('PUT', path)).toHaveLength(1));
      database.cut();
      expect((await asking).status).toBe(503);
      expect(await gateway.refunds(id)).toMatchObject([{ status: 'sending' }]);
      await gateway.stop();

      await gateway.start();
      await eventually(async () =>
        expect(await gateway.refunds(id)).toMatchObject([{ status: 'settled' }]),
      );
      expect(await gateway.g2a.asked('PUT', path)).toHaveLength(1);
      expect(await gateway.told(id)).toMatchObject([
        { status: 'complete' },
        { status: 'partial_refunded', refunded: '5.00' },
      ]);
    } finally {
      await gateway.close();
      await database.close();
    }
  });
});
