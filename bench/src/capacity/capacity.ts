import type { StackHandle } from '@tandem/stack';
import { measureCosts, report } from '../costs.ts';
import { median } from '../load.ts';
import { add, whole } from '../report.ts';
import { capacityFor, type Costs } from './model.ts';

/**
 * One shopper on the site: a part page each 25 s, a list each 40 s, a search each two minutes, and in two of a hundred visits of
 * ten minutes an order. Of staff, for each thousand shoppers, one write of stock a second.
 */
const HABITS = {
  'part page': 1 / 25,
  'list of 24': 1 / 40,
  search: 1 / 120,
  order: 0.02 / 600,
  'stock write': 1 / 1_000,
};

/** PostgreSQL has one primary, Redis one thread and Kafka, as it is deployed here, one broker. */
const SINGLES = { postgres: 32, redis: 1, kafka: 8 };
const SHOPPERS = [1_000, 10_000, 100_000];

/** How many instances so many shoppers need, by what each operation costs each process right now. */
export async function capacity(stack: StackHandle, token: string): Promise<void> {
  const prices = await measureCosts(stack, token);
  report(prices);
  const costs: Costs = Object.fromEntries(
    [...prices].map(([operation, byProcess]) => [
      operation,
      Object.fromEntries([...byProcess].map(([process, each]) => [process, median(each)])),
    ]),
  );
  for (const shoppers of SHOPPERS) {
    const { needs, breaksFirst } = capacityFor(shoppers, HABITS, costs, SINGLES);
    add(
      `${whole(shoppers)} shoppers`,
      needs.map(({ process, instances }) => `${process} ${instances}`).join(', '),
      `cores: ${needs.map(({ process, cores }) => `${process} ${cores.toFixed(2)}`).join(', ')}; first full: ` +
        `${breaksFirst.process}, at ${whole(breaksFirst.shoppers)} shoppers`,
    );
  }
}
