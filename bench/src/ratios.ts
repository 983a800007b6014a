import type { StackHandle } from '@tandem/stack';
import { Agent, request } from 'undici';
import { startFloor, type Floor } from './floors.ts';
import { inTurn, Operations, type OperationName } from './operations.ts';
import { priceOf, priceOfRest, type Price } from './price.ts';

type FloorName = 'mget/part' | 'mget/list' | 'transaction';

interface Held {
  count: number;
  against: FloorName;
}

/** Few at once hardly let the shop gather several into one transaction or batch: more at once would cost less each. */
const AT_ONCE = 2;
/** Enough of each that the hundredths of a second in which the kernel tells times are small beside them. */
const HELD: Record<OperationName, Held> = {
  'part page': { count: 3_000, against: 'mget/part' },
  'list of 24': { count: 2_000, against: 'mget/list' },
  search: { count: 150, against: 'mget/list' },
  'stock write': { count: 100, against: 'transaction' },
  'content edit': { count: 60, against: 'transaction' },
  order: { count: 40, against: 'transaction' },
};
const FLOORS: Record<FloorName, number> = {
  'mget/part': 8_000,
  'mget/list': 4_000,
  transaction: 2_000,
};

/** What takes part in a floor: the shop's other processes have their own to do meanwhile. */
const OF_A_FLOOR = ['floor', 'redis', 'postgres'];

interface Counted {
  count: number;
  price: Price;
}

/**
 * How many times the processor time of the least program for it each operation takes, over all processes of the shop, each
 * above what it takes at rest. Operations and floors take turns in one run, so a slow machine meets both alike; a neighbour
 * only adds, so the least of the rounds counts.
 */
export async function measureRatios(
  stack: StackHandle,
  token: string,
  rounds: number,
): Promise<Record<OperationName, number>> {
  const operations = await Operations.prepare(stack, token, AT_ONCE);
  const floor = await startFloor(stack);
  const agent = new Agent({ connections: AT_ONCE });
  const beside = { floor: floor.pid };
  const seen = new Map<string, Counted[]>();
  const resting: Price[] = [];
  const note = (name: string, counted: Counted) =>
    seen.set(name, [...(seen.get(name) ?? []), counted]);
  try {
    // The first round is not counted: it meets code that is not compiled yet.
    for (let round = 0; round <= rounds; round += 1) {
      resting.push(await priceOfRest(stack, beside));
      for (const [name, count] of Object.entries(FLOORS)) {
        const price = await priceOf(stack, () => askFloor(floor, agent, name, count), beside);
        if (round > 0) note(name, { count, price });
      }
      for (const [name, { count }] of Object.entries(HELD)) {
        const operation = name as OperationName;
        const price = await operations.price({ operation, count, atOnce: AT_ONCE });
        if (round > 0) note(name, { count, price });
      }
      if (round === 0) await operations.settle();
    }
  } finally {
    floor.close();
    await agent.close();
    await operations.close();
  }
  const least = (name: string, processes?: string[]) =>
    Math.min(...seen.get(name)!.map((counted) => eachAboveRest(counted, resting, processes)));
  const ratios = Object.entries(HELD).map(
    ([name, { against }]) => [name, least(name) / least(against, OF_A_FLOOR)] as const,
  );
  return Object.fromEntries(ratios) as Record<OperationName, number>;
}

/** Milliseconds. */
function eachAboveRest(
  { count, price }: Counted,
  resting: readonly Price[],
  processes = [...price.spent.keys()],
): number {
  const cores = ({ spent, seconds }: Price) =>
    processes.reduce((sum, process) => sum + (spent.get(process) ?? 0), 0) / seconds;
  const rest = Math.min(...resting.map(cores));
  return ((cores(price) - rest) * price.seconds * 1_000) / count;
}

async function askFloor(floor: Floor, agent: Agent, name: string, count: number): Promise<void> {
  await inTurn(count, AT_ONCE, async () => {
    const { statusCode, body } = await request(`${floor.base}/${name}`, {
      dispatcher: agent,
      method: name === 'transaction' ? 'PUT' : 'GET',
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`${name} answered ${statusCode}`);
  });
}
