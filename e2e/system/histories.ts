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

const USUAL: History = {
  basket: [{ part: 0, quantity: 1 }],
  method: 'balance',
  wallet: 20_000,
  pays: 'pays',
  sends: 1,
  afterwards: 'nothing',
};

/** What is not as usual in the story that surely comes by a point. */
const SURE: Record<string, Partial<History>> = {
  'order.reserved': { method: 'g2a_pay' },
  'payment.opened': { method: 'g2a_pay' },
  'payment.begun': { method: 'g2a_pay' },
  'order.payment-begun': { method: 'g2a_pay' },
  'order.awaiting-payment': { method: 'g2a_pay' },
  'payment.settled': { method: 'g2a_pay' },
  'order.failed': { wallet: 0, basket: [{ part: 1, quantity: 3 }] },
  'order.cancelled': { afterwards: 'cancels' },
  'refund.requested': { afterwards: 'staff refund a part' },
  'refund.provider-answered': { method: 'g2a_pay', afterwards: 'staff refund all' },
  'refund.settled': { afterwards: 'staff refund a part', method: 'g2a_pay' },
  'refund.restocked': { afterwards: 'staff refund a part' },
  'inventory.released': { wallet: 0, basket: [{ part: 1, quantity: 3 }] },
  'order.release-answered': { wallet: 0, basket: [{ part: 1, quantity: 3 }] },
  'inventory.returned': { afterwards: 'staff refund a part' },
  'order.returned': { afterwards: 'cancels' },
  'order.released': { afterwards: 'cancels' },
};

export function storyThatPasses(point: string): History {
  return { ...USUAL, ...SURE[point] };
}
