import { setTimeout as pause } from 'node:timers/promises';
import type { StackHandle } from '@tandem/stack';
import { Agent, request } from 'undici';
import { OrderBench } from './orders.ts';
import { priceOf, untilCalm, type Price } from './price.ts';

export type OperationName =
  'part page' | 'list of 24' | 'search' | 'stock write' | 'content edit' | 'order';

/** How often something is done, and how many do it at once. */
export interface Round {
  operation: OperationName;
  count: number;
  atOnce: number;
}

const SETTLES: readonly OperationName[] = ['stock write', 'content edit', 'order'];

/** What is done in a shop again and again, and the processor time that it takes of every process. */
export class Operations {
  private readonly agent: Agent;
  private readonly stack: StackHandle;
  private readonly token: string;
  private readonly orders: OrderBench;
  private words: string[] = [];
  private searches = 0;

  private constructor(stack: StackHandle, token: string, mostAtOnce: number) {
    this.stack = stack;
    this.token = token;
    this.agent = new Agent({ connections: mostAtOnce });
    this.orders = new OrderBench(stack, token);
  }

  static async prepare(stack: StackHandle, token: string, mostAtOnce: number): Promise<Operations> {
    const operations = new Operations(stack, token, mostAtOnce);
    await operations.orders.prepare(mostAtOnce);
    const list = await fetch(`${stack.info.services.catalog![0]}/api/v1/parts?limit=24`);
    const { items } = (await list.json()) as { items: { part_name: string }[] };
    operations.words = items.map(({ part_name }) => part_name.split(' ')[0]!);
    return operations;
  }

  /** What comes after the answer of a write (events, caches, open pages) is part of its price. */
  async price(round: Round): Promise<Price> {
    return priceOf(this.stack, async () => {
      await this.run(round);
      if (SETTLES.includes(round.operation)) await untilCalm(this.stack);
    });
  }

  /** Plans made for empty tables are made anew. */
  settle(): Promise<void> {
    return this.orders.settle();
  }

  async close(): Promise<void> {
    await this.orders.close();
    await this.agent.close();
  }

  private async run({ operation, count, atOnce }: Round): Promise<void> {
    if (operation === 'order') {
      const { refused } = await this.orders.measure('many parts', atOnce, count, 600);
      if (refused > 0) throw new Error(`${refused} orders were refused`);
      return;
    }
    await inTurn(count, atOnce, (n) => this.once(operation, n));
  }

  private once(operation: Exclude<OperationName, 'order'>, n: number): Promise<void> {
    switch (operation) {
      case 'part page':
        return this.ask('catalog', '/parts/1');
      case 'list of 24':
        return this.ask('catalog', '/parts?limit=24');
      case 'search': {
        // Another price each time: nobody has asked for it before.
        this.searches += 1;
        const word = encodeURIComponent(this.words[n % this.words.length]!);
        return this.ask('catalog', `/parts?q=${word}&max_price=${10_000 + this.searches}&limit=24`);
      }
      case 'stock write':
        return this.ask('inventory', `/admin/parts/${100 + (n % 32)}/stock`, {
          current_stock: 100 + (n % 1000),
        });
      case 'content edit':
        return this.ask('catalog', `/admin/parts/${140 + (n % 32)}`, {
          description: `<p>Edited ${crypto.randomUUID()}.</p>`,
        });
    }
  }

  private async ask(service: string, path: string, written?: object): Promise<void> {
    const url = `${this.stack.info.services[service]![0]}/api/v1${path}`;
    const { statusCode, headers, body } = await request(url, {
      dispatcher: this.agent,
      method: written ? 'PUT' : 'GET',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      ...(written && { body: JSON.stringify(written) }),
    });
    await body.dump();
    if (statusCode === 503) {
      // Sent away, because the machine is busy: it is asked again, as browsers do.
      await pause(Number(headers['retry-after'] ?? 1) * 1_000);
      return this.ask(service, path, written);
    }
    if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
  }
}

export async function inTurn(
  count: number,
  atOnce: number,
  operation: (n: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) await operation(next++);
    }),
  );
}
