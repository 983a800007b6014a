import fc from 'fast-check';

/** What may happen to one shopper, drawn at random. */
export interface History {
  /** Indices into the parts on sale, each with how many are wanted. */
  basket: { part: number; quantity: number }[];
  method: 'balance' | 'g2a_pay';
  /** How much is in the wallet beforehand, in cents. */
  wallet: number;
  /** What the shopper does at the payment company; only for `g2a_pay`. */
  pays: 'pays' | 'refuses' | 'pays twice';
  /** How often the order is sent at once with one key. */
  sends: number;
  afterwards:
    'nothing' | 'cancels' | 'staff refund a part' | 'staff refund all' | 'staff hand over';
}

/** Where a process may be killed: after a commit, or after another service has answered. */
export const FAULT_POINTS = [
  'order.created',
  'inventory.reserved',
  'order.reserve-answered',
  'order.reserved',
  'payment.opened',
  'payment.begun',
  'order.payment-begun',
  'order.awaiting-payment',
  'payment.settled',
  'order.paid',
  'inventory.committed',
  'order.commit-answered',
  'order.committed',
  'order.failed',
  'order.cancelled',
  'refund.requested',
  'refund.provider-answered',
  'refund.settled',
  'refund.restocked',
  'inventory.released',
  'order.release-answered',
  'inventory.returned',
  'order.returned',
  'order.released',
] as const;

const history: fc.Arbitrary<History> = fc.record({
  basket: fc.uniqueArray(
    fc.record({ part: fc.nat({ max: 5 }), quantity: fc.integer({ min: 1, max: 3 }) }),
    { minLength: 1, maxLength: 3, selector: ({ part }) => part },
  ),
  method: fc.oneof(
    { weight: 3, arbitrary: fc.constant('balance' as const) },
    { weight: 1, arbitrary: fc.constant('g2a_pay' as const) },
  ),
  wallet: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 20_000, max: 60_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 100, max: 1_500 }) },
  ),
  pays: fc.constantFrom('pays', 'pays', 'refuses', 'pays twice'),
  sends: fc.constantFrom(1, 1, 2, 5),
  afterwards: fc.constantFrom(
    'nothing',
    'nothing',
    'cancels',
    'staff refund a part',
    'staff refund all',
    'staff hand over',
  ),
});

/** So many histories from a seed: the same on every machine, so that a failure can be run again. */
export function drawHistories(count: number, seed: number): History[] {
  return fc.sample(history, { numRuns: count, seed });
}
