import { setTimeout as pause } from 'node:timers/promises';
import type { StackHandle } from '@tandem/stack';
import { Agent, request } from 'undici';
import { cpuSeconds } from './cpu.ts';
import { median } from './load.ts';
import { OrderBench } from './orders.ts';
import { add } from './report.ts';
import { ROUNDS } from './settings.ts';

const AT_ONCE = 8;
/** What comes after the answer of a write (events, caches, open pages) is part of its price. */
const SETTLE_MS = 3_000;

interface Operation {
  name: string;
  count: number;
  settles?: true;
  run: (count: number) => Promise<void>;
}

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

/** What each operation costs each kind of process; instances of one service count together. */
export async function measureCosts(stack: StackHandle, token: string): Promise<Prices> {
  const agent = new Agent({ connections: AT_ONCE });
  const bench = new OrderBench(stack, token);
  await bench.prepare(AT_ONCE);
  const operations = await operationsOf(stack, token, agent, bench);
  const price = async ({ count, settles, run }: Operation) => {
    const spent = () => spentBy(stack);
    const before = spent();
    await run(count);
    if (settles) await pause(SETTLE_MS);
    return [...spent()].map(([process, seconds]) => ({
      process,
      cost: ((seconds - (before.get(process) ?? 0)) * 1000) / count,
    }));
  };
  const prices: Prices = new Map(operations.map(({ name }) => [name, new Map()]));
  // The first round is not counted: it meets code that is not compiled yet.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const operation of operations) {
      const paid = await price(operation);
      const byProcess = prices.get(operation.name)!;
      for (const { process, cost } of round > 0 ? paid : [])
        byProcess.set(process, [...(byProcess.get(process) ?? []), cost]);
    }
    if (round === 0) await bench.settle();
  }
  await bench.close();
  await agent.close();
  return prices;
}

function spentBy(stack: StackHandle): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const { name, pid } of stack.processes()) {
    const process = name.replace(/-\d+$/, '');
    seconds.set(process, (seconds.get(process) ?? 0) + cpuSeconds(pid ?? 0));
  }
  return seconds;
}

async function operationsOf(
  stack: StackHandle,
  token: string,
  agent: Agent,
  bench: OrderBench,
): Promise<Operation[]> {
  const [catalog, inventory] = [
    stack.info.services.catalog![0]!,
    stack.info.services.inventory![0]!,
  ];
  const ask = async (url: string, n: number, method: 'GET' | 'PUT') => {
    const { statusCode, body } = await request(url, {
      dispatcher: agent,
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(method === 'PUT' && { body: JSON.stringify({ current_stock: 100 + (n % 1000) }) }),
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`${method} ${url} answered ${statusCode}`);
  };
  const list = `${catalog}/api/v1/parts?limit=24`;
  const { items } = (await (await fetch(list)).json()) as { items: { part_name: string }[] };
  const words = items.map(({ part_name }) => part_name.split(' ')[0]!);
  return [
    {
      name: 'part page',
      count: 40_000,
      run: (count) => inTurn(count, () => ask(`${catalog}/api/v1/parts/1`, 0, 'GET')),
    },
    {
      name: 'list of 24',
      count: 20_000,
      run: (count) => inTurn(count, () => ask(list, 0, 'GET')),
    },
    {
      name: 'search',
      count: 500,
      // Another length each time: nobody has asked for it before.
      run: (count) =>
        inTurn(count, (n) =>
          ask(
            `${catalog}/api/v1/parts?q=${encodeURIComponent(words[n % words.length]!)}&limit=${1 + (n % 48)}`,
            n,
            'GET',
          ),
        ),
    },
    {
      name: 'stock write',
      count: 500,
      settles: true,
      run: (count) =>
        inTurn(count, (n) =>
          ask(`${inventory}/api/v1/admin/parts/${100 + (n % 32)}/stock`, n, 'PUT'),
        ),
    },
    {
      name: 'order',
      count: 300,
      settles: true,
      run: async (count) => {
        const { refused } = await bench.measure('many parts', AT_ONCE, count, 600);
        if (refused > 0) throw new Error(`${refused} orders were refused`);
      },
    },
  ];
}

async function inTurn(count: number, operation: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < count) await operation(next++);
    }),
  );
}
