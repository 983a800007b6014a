import type { StackHandle } from '@tandem/stack';
import { OrderBench, type OrderRow } from './orders.ts';
import { add, ms, whole } from './report.ts';
import { SECONDS } from './settings.ts';

/** Shoppers who buy at once: as many as told, in turn on one part and on many. */
const SHOPPERS = [1, 8, 32, 64, 128];
const ORDERS_A_ROUND = 1_500;

/** Orders in a rush. */
export async function orders(stack: StackHandle, token: string): Promise<void> {
  const bench = new OrderBench(stack, token);
  await bench.prepare(Math.max(...SHOPPERS));
  const kinds: OrderRow['parts'][] = ['many parts', 'one part'];
  // Not counted: the first orders meet code that is not compiled and plans that are not made.
  for (const parts of kinds) await bench.measure(parts, 32, ORDERS_A_ROUND, SECONDS * 2);
  await bench.settle();
  for (const shoppers of SHOPPERS) {
    for (const parts of kinds) {
      const row = await bench.measure(parts, shoppers, ORDERS_A_ROUND, SECONDS * 2);
      add(
        `orders, ${parts}, ${shoppers} shoppers`,
        `${whole(row.perSecond)}/s, p50 ${ms(row.p50)}, p99 ${ms(row.p99)}`,
        `${row.refused} refused; staff had been told of all ${(row.toldAfterMs / 1000).toFixed(1)} s later`,
      );
    }
  }
  const wrong = await bench.audit();
  add('orders: what does not add up', String(wrong.length), 'ledger, wallets and shelves');
  for (const one of wrong.slice(0, 5)) console.error(one);
  await bench.close();
}
