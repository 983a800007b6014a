import { describe, expect, it } from '@jest/globals';
import type { Order } from '@tandem/ui';
import { CheckoutAttempt } from './attempt';
import { placeOrder } from './place-order';

const total = { amount: '19.99', currency: 'EUR' };
const order = { id: 'o-1' } as Order;

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

describe('an attempt to order', () => {
  it('keeps its key and what it said over a reload until the outcome is known', () => {
    const kept = storage();
    const attempt = new CheckoutAttempt(kept, 'u-1').begin('balance', total);
    const afterReload = new CheckoutAttempt(kept, 'u-1');
    expect(afterReload.open()).toEqual(attempt);
    afterReload.end();
    expect(afterReload.open()).toBeNull();
    expect(afterReload.begin('balance', total).key).not.toBe(attempt.key);
  });

  it('is nobody else’s', () => {
    const kept = storage();
    new CheckoutAttempt(kept, 'u-1').begin('balance', total);
    expect(new CheckoutAttempt(kept, 'u-2').open()).toBeNull();
  });

  it('is not resumed behind the back of somebody who returns much later', () => {
    const kept = storage();
    let now = 0;
    const attempts = new CheckoutAttempt(kept, 'u-1', () => now);
    attempts.begin('balance', total);
    now = 16 * 60_000;
    expect(attempts.open()).toBeNull();
  });

  it('begins anew when what was kept can not be read', () => {
    const kept = storage();
    kept.setItem('tandem.shop.checkout.u-1', '{');
    expect(new CheckoutAttempt(kept, 'u-1').open()).toBeNull();
  });
});

/** A shop that answers with these problems, one a call, and then with the order. */
function place(...problems: { status: number; code?: string; retry_after?: number }[]) {
  let calls = 0;
  const waits: number[] = [];
  const outcome = placeOrder({
    post: async () => {
      calls += 1;
      const problem = problems.shift();
      if (problem) throw problem;
      return order;
    },
    problemOf: (cause) => ({ title: '', ...(cause as { status: number }) }),
    pause: async (ms) => void waits.push(ms),
  });
  return { outcome, waits, calls: () => calls };
}

describe('placing an order', () => {
  it('asks again by itself after a lost connection, a broken server and an order in progress', async () => {
    const { outcome, calls } = place({ status: 0 }, { status: 500 }, { status: 503 });
    expect(await outcome).toEqual({ kind: 'placed', order });
    expect(calls()).toBe(4);
  });

  it('waits as long as the shop asks it to', async () => {
    const { outcome, waits } = place({ status: 503, retry_after: 30 });
    await outcome;
    expect(waits).toEqual([30_000]);
  });

  it.each([409, 422, 403])('takes a %s as the answer and does not ask again', async (status) => {
    const { outcome, calls } = place({ status, code: 'insufficient_stock' });
    expect(await outcome).toMatchObject({ kind: 'refused', problem: { status } });
    expect(calls()).toBe(1);
  });

  it('tells of a pause that is longer than anybody waits, and waits for a short one', async () => {
    const long = place({ status: 429, code: 'unpaid_orders_lapsed', retry_after: 300 });
    expect(await long.outcome).toMatchObject({ kind: 'refused', problem: { status: 429 } });
    expect(long.waits).toEqual([]);
    const short = place({ status: 429, retry_after: 20 });
    expect(await short.outcome).toEqual({ kind: 'placed', order });
    expect(short.waits).toEqual([20_000]);
  });

  it('leaves the attempt open when the session has ended', async () => {
    expect(await place({ status: 401 }).outcome).toEqual({ kind: 'signed-out' });
  });

  it('says so when after many attempts it is still not known', async () => {
    const never = Array.from({ length: 50 }, () => ({ status: 503 }));
    const { outcome, calls } = place(...never);
    expect(await outcome).toEqual({ kind: 'unknown' });
    expect(calls()).toBe(12);
  });
});
