import { describe, expect, it } from '@jest/globals';
import type { OrderItem, Refund, StaffOrderDetail } from './types';
import { amountOf, bodyOf, emptyDraft, outstanding, type RefundDraft } from './refund-draft';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

const order = {
  items: [
    { part_id: 1, quantity: 3, unit_price: eur('10.10') },
    { part_id: 2, quantity: 1, unit_price: eur('0.05') },
  ] as OrderItem[],
  refunds: [{ restock: [{ part_id: 1, quantity: 1 }] }] as Refund[],
  total: eur('30.35'),
  refundable: eur('20.25'),
} as StaffOrderDetail;

const draft = (changes: Partial<RefundDraft>): RefundDraft => ({
  ...emptyDraft(order),
  reason: ' broken ',
  ...changes,
});

describe('a refund as it is being put together', () => {
  it('of all that is left names no amount, which may change meanwhile', () => {
    expect(bodyOf(draft({}), order)).toEqual({ reason: 'broken' });
    expect(amountOf(draft({}), order)).toEqual(eur('20.25'));
  });

  it('takes back only what has not come back yet', () => {
    expect(outstanding(order)).toEqual([
      { part_id: 1, quantity: 2 },
      { part_id: 2, quantity: 1 },
    ]);
    expect(bodyOf(draft({ restock: true }), order).restock).toEqual(outstanding(order));
  });

  it('by lines adds up to the cent and takes back the same pieces', () => {
    const byLines = draft({ mode: 'lines', pieces: { 1: 2, 2: 1 }, restock: true });
    expect(bodyOf(byLines, order)).toEqual({
      amount: eur('20.25'),
      reason: 'broken',
      restock: [
        { part_id: 1, quantity: 2 },
        { part_id: 2, quantity: 1 },
      ],
    });
  });

  it('by amount sends what was typed, a comma read as a point', () => {
    const typed = draft({
      mode: 'amount',
      amount: ' 5,50 ',
      pieces: { 1: 0, 2: 1 },
      restock: true,
    });
    expect(bodyOf(typed, order)).toEqual({
      amount: eur('5.50'),
      reason: 'broken',
      restock: [{ part_id: 2, quantity: 1 }],
    });
  });

  it('stands for nothing while no piece and no amount is chosen', () => {
    expect(amountOf(draft({ mode: 'lines' }), order)).toBeNull();
    expect(amountOf(draft({ mode: 'amount', amount: ' ' }), order)).toBeNull();
  });
});
