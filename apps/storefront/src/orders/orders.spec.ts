import { describe, expect, it } from '@jest/globals';
import type { OrderStatus } from '@tandem/ui';
import { isOpen, reasonText, timelineOf } from './order-status';
import { timeLeft } from './time-left';

const at = '2026-01-01T12:00:00.000Z';
const history = (...statuses: OrderStatus[]) =>
  statuses.map((status) => ({ status, at, reason: null }));
const states = (status: OrderStatus, ...before: OrderStatus[]) =>
  timelineOf({ status, history: history(...before, status) }).map((step) => [
    step.text,
    step.state,
  ]);

describe('the timeline of an order', () => {
  it('shows what comes next while the order is under way', () => {
    expect(states('paid', 'created')).toEqual([
      ['Ordered', 'done'],
      ['Paid', 'now'],
      ['On its way', 'ahead'],
      ['Completed', 'ahead'],
    ]);
  });

  it('waits for the payment before anything else', () => {
    expect(states('awaiting_payment', 'created').map(([text]) => text)).toEqual([
      'Ordered',
      'Waiting for payment',
      'Paid',
      'On its way',
      'Completed',
    ]);
  });

  it('promises nothing more once the order has ended', () => {
    expect(states('completed', 'created', 'paid', 'fulfilment_requested').at(-1)).toEqual([
      'Completed',
      'done',
    ]);
    expect(states('cancelled', 'created', 'paid').at(-1)).toEqual(['Cancelled', 'bad']);
    expect(states('refunded', 'created', 'paid').at(-1)).toEqual(['Refunded', 'back']);
    expect(isOpen('refunded')).toBe(false);
  });

  it('gives reasons in words, also those it does not know', () => {
    expect(reasonText('payment_timeout')).toBe('The order was not paid in time');
    expect(reasonText('warehouse_on_fire')).toBe('warehouse on fire');
    expect(reasonText('Broken on arrival, sorry!')).toBe('Broken on arrival, sorry!');
    expect(reasonText(null)).toBe('');
  });
});

describe('the time left to pay', () => {
  const now = Date.parse(at);
  it.each([
    ['2026-01-01T12:14:05.000Z', '14:05'],
    ['2026-01-01T12:00:00.400Z', '0:01'],
    ['2026-01-01T13:02:09.000Z', '1:02:09'],
    ['2026-01-01T12:00:00.000Z', null],
    ['2025-12-31T12:00:00.000Z', null],
    ['nonsense', null],
  ])('until %s it is %s', (until, left) => {
    expect(timeLeft(until, now)).toBe(left);
  });
});
