import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordedSpans } from '@tandem/observability/testing';
import { eventually } from '@tandem/testing';
import { Gateway } from '../testing/gateway.js';

describe('what the background takes up names the request that it came of', () => {
  let spans: RecordedSpans;
  let gateway: Gateway;
  beforeAll(async () => {
    spans = new RecordedSpans();
    gateway = await Gateway.open();
  });
  afterAll(async () => {
    await gateway?.close();
    await spans?.close();
  });

  /** A request of another's trace: its id, and the header that comes along. */
  function request() {
    const trace = randomUUID().replaceAll('-', '');
    return { trace, headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } };
  }
  /** The row keeps a span of the request's trace, and the background's span links to it. */
  async function linked(work: string, row: string, id: string, { trace }: { trace: string }) {
    const [kept] = await gateway.database.query<{ traceparent: string | null }>(
      `select traceparent from sync.${row} = $1`,
      [id],
    );
    expect(kept!.traceparent).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    const cause = kept!.traceparent!.slice(3, -3);
    await eventually(() => expect(spans.linksOf(work)).toContain(cause));
  }
  const notice = (userOrderId: string, transactionId: string, status: string) => ({
    type: 'payment',
    transactionId,
    userOrderId,
    amount: '20.00',
    currency: 'EUR',
    status,
    refundedAmount: '0.00',
  });

  it('a notification that is followed, and a payment that is asked about until it is paid', async () => {
    const id = randomUUID();
    const [begun, told] = [request(), request()];
    const payment = {
      payment_id: id,
      amount: { amount: '20.00', currency: 'EUR' },
      description: 'Order 10001',
      return_url: 'http://shop.test/orders/1',
    };
    expect((await gateway.orders('POST', '', payment, begun.headers)).status).toBe(201);
    const transaction = await gateway.g2a.pay(id, { notify: false, status: 'pending' });
    await gateway.notify(notice(id, transaction, 'pending'), told.headers);
    await linked('process g2a notification', 'webhook_inbox where subject', id, told);
    await linked('check g2a payment', 'g2a_payments where payment_id', id, begun);
  });

  it('a refund that G2A did not answer', async () => {
    const id = await gateway.begun();
    const transaction = await gateway.g2a.pay(id);
    await eventually(async () => expect((await gateway.row(id))!.status).toBe('complete'));
    const path = `/rest/transactions/${transaction}`;
    await gateway.g2a.control('faults', { path, method: 'PUT', drop: true });
    const [refund, wish] = [randomUUID(), request()];
    const body = { refund_id: refund, amount: { amount: '5.00', currency: 'EUR' } };
    const answer = await gateway.orders('POST', `/${id}/refunds`, body, wish.headers);
    expect(answer).toMatchObject({ body: { status: 'pending' } });
    await linked('send g2a refund', 'g2a_refunds where refund_id', refund, wish);
  });

  it('nothing else than a W3C traceparent is kept', async () => {
    await gateway.begun();
    for (const traceparent of ['', 'nonsense', `00-${'a'.repeat(32)}-${'b'.repeat(16)}-0ff`]) {
      await expect(
        gateway.database.query(`update sync.g2a_payments set traceparent = $1`, [traceparent]),
      ).rejects.toMatchObject({ constraint: 'g2a_payments_traceparent' });
    }
  });
});
