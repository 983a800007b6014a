import type { StackHandle } from '@tandem/stack';
import { median } from './load.ts';
import { Operations, type Round } from './operations.ts';
import { eachWithoutRest, priceOfRest } from './price.ts';
import { add } from './report.ts';
import { ROUNDS } from './settings.ts';

const AT_ONCE = 8;
const MANY_SHOPPERS = 64;

const PRICED: Record<string, Round> = {
  'part page': { operation: 'part page', count: 40_000, atOnce: AT_ONCE },
  'list of 24': { operation: 'list of 24', count: 20_000, atOnce: AT_ONCE },
  search: { operation: 'search', count: 500, atOnce: AT_ONCE },
  'stock write': { operation: 'stock write', count: 500, atOnce: AT_ONCE },
  'content edit': { operation: 'content edit', count: 300, atOnce: AT_ONCE },
  order: { operation: 'order', count: 300, atOnce: AT_ONCE },
  [`order, ${MANY_SHOPPERS} shoppers`]: { operation: 'order', count: 2_000, atOnce: MANY_SHOPPERS },
};

/** By operation and process: the processor time of one, in milliseconds, round by round. */
export type Prices = Map<string, Map<string, number[]>>;

/**
 * The processor time of one operation, over every process of the shop. A machine that others use makes an answer
 * wait; it changes this figure little, so two commits can be compared by it.
 */
export async function costs(stack: StackHandle, token: string): Promise<void> {
  report(await measureCosts(stack, token));
}

/** A row for each operation, and where in it the time goes. */
export function report(prices: Prices): void {
  for (const [name, byProcess] of prices) {
    const rounds = Array.from({ length: ROUNDS }, (_, round) =>
      [...byProcess.values()].reduce((sum, each) => sum + each[round]!, 0),
    );
    const shares = [...byProcess]
      .map(([process, each]) => ({ process, cost: median(each) }))
      .filter(({ cost }) => cost >= 0.01)
      .sort((one, other) => other.cost - one.cost);
    add(
      `processor time: ${name}`,
      `${median(rounds).toFixed(2)} ms`,
      `${ROUNDS} rounds, ${Math.min(...rounds).toFixed(2)} to ${Math.max(...rounds).toFixed(2)} ms; ` +
        shares.map(({ process, cost }) => `${process} ${cost.toFixed(2)}`).join(', '),
    );
  }
}

/** What each operation costs each kind of process above what that does at rest. */
export async function measureCosts(stack: StackHandle, token: string): Promise<Prices> {
  const operations = await Operations.prepare(stack, token, MANY_SHOPPERS);
  const prices: Prices = new Map(Object.keys(PRICED).map((name) => [name, new Map()]));
  // The first round is not counted: it meets code that is not compiled yet.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const rest = await priceOfRest(stack);
    for (const [name, byProcess] of prices) {
      const priced = PRICED[name]!;
      const price = await operations.price(priced);
      if (round === 0) continue;
      for (const [process, cost] of eachWithoutRest(price, rest, priced.count))
        byProcess.set(process, [...(byProcess.get(process) ?? []), cost]);
    }
    if (round === 0) await operations.settle();
  }
  await operations.close();
  return prices;
}
