import { OrderBench } from '../orders.ts';
import { ms, whole } from '../report.ts';
import type { Outcome, Place } from './scenario.ts';

/** Half a rush of all on one part, half on many. */
export async function checkoutRush({ stack, staffToken, users, seconds }: Place): Promise<Outcome> {
  const bench = new OrderBench(stack, staffToken);
  try {
    await bench.prepare(users);
    await bench.settle();
    const rows = [];
    for (const parts of ['one part', 'many parts'] as const)
      rows.push(await bench.measure(parts, users, Infinity, seconds / 2));
    const wrong = (await bench.audit()).map((one) => JSON.stringify(one));
    const refused = rows.filter((row) => row.refused > 0);
    wrong.push(...refused.map((row) => `${row.refused} refused on ${row.parts}`));
    return {
      figures: rows.map((row) => ({
        what: `${users} shoppers on ${row.parts}`,
        figure: `${whole(row.perSecond)} orders/s, p50 ${ms(row.p50)}, p99 ${ms(row.p99)}`,
        note: `staff had been told of all ${(row.toldAfterMs / 1000).toFixed(1)} s later`,
      })),
      wrong,
    };
  } finally {
    await bench.close();
  }
}
