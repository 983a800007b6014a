import type { Money } from '@tandem/kernel';

interface Step {
  since: string;
  price: Money;
}

const POINTS = 60;

/**
 * Prices, newest first, as a line of evenly spaced amounts from the oldest until now: a price holds until the next.
 * Empty while there is nothing to compare; prices in a former currency are left out.
 */
export function priceLine(steps: readonly Step[], now: number): number[] {
  const currency = steps[0]?.price.currency;
  const known = steps.filter(({ price }) => price.currency === currency);
  if (known.length < 2) return [];
  const begin = Date.parse(known.at(-1)!.since);
  const span = Math.max(1, now - begin);
  return Array.from({ length: POINTS }, (_, n) => {
    const at = begin + (span * n) / (POINTS - 1);
    const step = known.find(({ since }) => Date.parse(since) <= at) ?? known.at(-1)!;
    return Number(step.price.amount);
  });
}
