import { describe, expect, it } from '@jest/globals';
import type { OrderItem, Refund, StaffOrderDetail } from '../orders/types';
import { wayOut } from './short-order';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const item = (part_id: number, quantity: number) =>
  ({ part_id, quantity, unit_price: eur('10.00') }) as OrderItem;
const order = (over: Partial<StaffOrderDetail> = {}) =>
  ({
    items: [item(1, 2)],
    refunds: [] as Refund[],
    total: eur('20.00'),
    refundable: eur('20.00'),
    can_cancel: true,
    paid_at: '2026-01-01T00:00:00.000Z',
    ...over,
  }) as StaffOrderDetail;
const short = { part_id: 1, quantity: 2 };
const both = { items: [item(1, 2), item(2, 1)], total: eur('30.00'), refundable: eur('30.00') };

describe('a paid order whose units do not exist', () => {
  it('is cancelled when there is nothing else in it', () => {
    expect(wayOut(order(), short)).toEqual({ kind: 'cancel', amount: eur('20.00') });
  });

  it('keeps what else is in it: the line is refunded, and its units come off the books', () => {
    expect(wayOut(order(both), short)).toEqual({
      kind: 'refund',
      amount: eur('20.00'),
      body: {
        amount: eur('20.00'),
        reason: 'stock_lost',
        restock: [{ part_id: 1, quantity: 2 }],
      },
    });
  });

  it('is refunded once it was handed over, or when only some of its units are short', () => {
    expect(wayOut(order({ can_cancel: false }), short).kind).toBe('refund');
    expect(wayOut(order(), { part_id: 1, quantity: 1 })).toMatchObject({
      kind: 'refund',
      amount: eur('10.00'),
    });
  });

  it('gives back no more money or units than are left', () => {
    const refunds = [{ restock: [{ part_id: 1, quantity: 1 }] }] as Refund[];
    expect(wayOut(order({ ...both, refunds, refundable: eur('4.00') }), short)).toMatchObject({
      amount: eur('4.00'),
      body: { restock: [{ part_id: 1, quantity: 1 }] },
    });
    const all = [{ restock: [{ part_id: 1, quantity: 2 }] }] as Refund[];
    expect(wayOut(order({ refunds: all }), short)).toEqual({ kind: 'nothing' });
    expect(wayOut(order({ paid_at: null }), short)).toEqual({ kind: 'nothing' });
  });
});
