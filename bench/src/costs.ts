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

/**
 * The processor time of one operation, over every process of the shop. A machine that others use makes an answer
 * wait; it changes this figure little, so two commits can be compared by it.
 */
export async function costs(stack: StackHandle, token: string): Promise<void> {
  const agent = new Agent({ connections: AT_ONCE });
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
  const [catalog, inventory] = [
    stack.info.services.catalog![0]!,
    stack.info.services.inventory![0]!,
  ];
  const bench = new OrderBench(stack, token);
  await bench.prepare(AT_ONCE);
  const operations: Operation[] = [
    {
      name: 'part page',
      count: 40_000,
      run: (count) => inTurn(count, () => ask(`${catalog}/api/v1/parts/1`, 0, 'GET')),
    },
    {
      name: 'list of 24',
      count: 20_000,
      run: (count) => inTurn(count, () => ask(`${catalog}/api/v1/parts?limit=24`, 0, 'GET')),
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
  const price = async ({ count, settles, run }: Operation) => {
    const pids = stack.processes().map(({ pid }) => pid ?? 0);
    const spent = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
    const before = spent();
    await run(count);
    if (settles) await pause(SETTLE_MS);
    return ((spent() - before) * 1000) / count;
  };
  const prices = operations.map((): number[] => []);
  // The first round is not counted: it meets code that is not compiled yet.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [n, operation] of operations.entries()) {
      const one = await price(operation);
      if (round > 0) prices[n]!.push(one);
    }
    if (round === 0) await bench.settle();
  }
  for (const [n, { name }] of operations.entries()) {
    const [least, most] = [Math.min(...prices[n]!), Math.max(...prices[n]!)];
    add(
      `processor time: ${name}`,
      `${median(prices[n]!).toFixed(2)} ms`,
      `${ROUNDS} rounds, ${least.toFixed(2)} to ${most.toFixed(2)} ms, all processes`,
    );
  }
  await bench.close();
  await agent.close();
}

async function inTurn(count: number, operation: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < count) await operation(next++);
    }),
  );
}
