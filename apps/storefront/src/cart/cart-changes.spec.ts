import { describe, expect, it } from '@jest/globals';
import type { Cart } from '@tandem/ui';
import { CartChanges } from './cart-changes';

/** A shop that answers when told to. */
function scene() {
  const sent: { part: number; quantity: number; answer: (ok: boolean) => void }[] = [];
  const accepted: Cart[] = [];
  const refused: number[] = [];
  const left: [number, number][] = [];
  const changes = new CartChanges({
    send: (part, quantity) =>
      new Promise((resolve, reject) => {
        const cart = { version: sent.length + 1 } as Cart;
        sent.push({
          part,
          quantity,
          answer: (ok) => (ok ? resolve(cart) : reject(new Error('refused'))),
        });
      }),
    accept: (cart) => accepted.push(cart),
    refused: (part) => refused.push(part),
    sendAndLeave: (part, quantity) => left.push([part, quantity]),
    settleMs: 10_000,
  });
  return { changes, sent, accepted, refused, left };
}

const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('changing quantities in the cart', () => {
  it('makes one request of quick clicks on one stepper', async () => {
    const { changes, sent } = scene();
    for (const quantity of [2, 3, 4]) changes.set(7, quantity);
    const settled = changes.settled();
    await nextTurn();
    sent[0]!.answer(true);
    await settled;
    expect(sent.map(({ part, quantity }) => [part, quantity])).toEqual([[7, 4]]);
    expect(changes.wanted.size).toBe(0);
  });

  it('asks one thing at a time, so that an old answer never covers a newer one', async () => {
    const { changes, sent, accepted } = scene();
    changes.set(7, 2);
    changes.set(8, 3);
    const settled = changes.settled();
    await nextTurn();
    expect(sent).toHaveLength(1);
    sent[0]!.answer(true);
    await nextTurn();
    sent[1]!.answer(true);
    await settled;
    expect(accepted.map((cart) => cart.version)).toEqual([1, 2]);
  });

  it('keeps showing a wish that came while the earlier one was under way', async () => {
    const { changes, sent } = scene();
    changes.set(7, 2);
    const first = changes.settled();
    await nextTurn();
    changes.set(7, 5);
    sent[0]!.answer(true);
    await first;
    expect(changes.wanted.get(7)).toBe(5);
    const second = changes.settled();
    await nextTurn();
    sent[1]!.answer(true);
    await second;
    expect([sent[1]!.quantity, changes.wanted.size]).toEqual([5, 0]);
  });

  it('forgets what the shop refused and goes on with the rest', async () => {
    const { changes, sent, refused } = scene();
    changes.set(7, 99);
    changes.set(8, 1);
    const settled = changes.settled();
    await nextTurn();
    sent[0]!.answer(false);
    await nextTurn();
    sent[1]!.answer(true);
    await settled;
    expect(refused).toEqual([7]);
    expect(changes.wanted.size).toBe(0);
  });

  it('sends what waits for another click, and what has no answer yet, when the page goes', async () => {
    const { changes, sent, left } = scene();
    changes.set(7, 2);
    void changes.settled();
    await nextTurn();
    changes.set(8, 3);
    changes.leave();
    expect(sent.map(({ part }) => part)).toEqual([7]);
    expect(left).toEqual([
      [7, 2],
      [8, 3],
    ]);
  });
});
