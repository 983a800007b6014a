import { setTimeout as pause } from 'node:timers/promises';
import type { StackHandle } from '@tandem/stack';
import { Agent, request } from 'undici';
import { percentile } from './load.ts';
import { OrderBench } from './orders.ts';
import { atPace } from '@tandem/testing/pace';
import { add, ms, whole } from './report.ts';
import { SECONDS } from './settings.ts';
import { writes } from './writes.ts';

const TIMES = 3;
const READERS = 48;
const SHOPPERS = 8;
const WRITERS = 4;
const GIVE_UP_MS = 60_000;
/** So many in a row, of each kind, and it is as before. */
const CALM = 10;

interface Told {
  ms: number;
  status: number;
  isWell: boolean;
}

/** Lists and searches, which can wait, of the services that checkout and stock need: no two the same. */
class Crowd {
  private readonly agent = new Agent({ connections: 256, pipelining: 1 });
  private readonly stack: StackHandle;
  private readonly token: string;
  private n = 0;

  constructor(stack: StackHandle, token: string) {
    this.stack = stack;
    this.token = token;
  }

  async ask(): Promise<Told> {
    this.n += 1;
    const [service, path] = this.places()[this.n % 3]!;
    const began = performance.now();
    const answer = await request(`${this.stack.info.services[service]![0]}/api/v1${path}`, {
      dispatcher: this.agent,
      headers: { authorization: `Bearer ${this.token}` },
    });
    await answer.body.dump();
    const status = answer.statusCode;
    const isTold = status === 503 && Number(answer.headers['retry-after']) > 0;
    return { ms: performance.now() - began, status, isWell: status === 200 || isTold };
  }

  /** As many as can be done: each asks again as soon as it has its answer. */
  async capacity(seconds: number): Promise<number> {
    let done = 0;
    const end = performance.now() + seconds * 1000;
    const keepAsking = async () => {
      for (; performance.now() < end; done += 1) await this.ask();
    };
    await Promise.all(Array.from({ length: READERS }, keepAsking));
    return done / seconds;
  }

  /** Seconds until a row of all kinds is answered. */
  async untilCalm(): Promise<number> {
    const began = performance.now();
    for (let calm = 0; calm < CALM * 3 && performance.now() - began < GIVE_UP_MS;) {
      calm = (await this.ask()).status === 200 ? calm + 1 : 0;
      await pause(10);
    }
    return (performance.now() - began) / 1000;
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  private places(): [service: string, path: string][] {
    return [
      ['catalog', `/parts?q=brake%20${this.n}`],
      ['order', `/admin/orders?limit=50&q=nobody${this.n}`],
      ['inventory', `/admin/parts/${1 + (this.n % 200)}/stock/movements?limit=50`],
    ];
  }
}

/** Shoppers who buy and staff who write stock while others ask for three times as much as can be done. */
export async function overload(stack: StackHandle, token: string): Promise<void> {
  const shop = new OrderBench(stack, token);
  const crowd = new Crowd(stack, token);
  await shop.prepare(SHOPPERS);
  const urgent = async (seconds: number) => {
    const [orders, stock] = await Promise.all([
      shop.measure('many parts', SHOPPERS, Infinity, seconds),
      writes(stack, token, WRITERS, seconds),
    ]);
    return { orders, stock };
  };
  await urgent(SECONDS);
  await shop.settle();
  await crowd.capacity(SECONDS);
  const calm = await urgent(SECONDS * 2);
  const most = await crowd.capacity(SECONDS);
  const told: Told[] = [];
  let going = true;
  const crowding = atPace(
    most * TIMES,
    () => going,
    async () => void told.push(await crowd.ask()),
  );
  const busy = await urgent(SECONDS * 5).finally(() => (going = false));
  const [recovered] = await Promise.all([crowd.untilCalm(), crowding]);
  for (const [when, { orders, stock }] of Object.entries({ alone: calm, overloaded: busy })) {
    add(
      `checkout, ${SHOPPERS} shoppers, ${when}`,
      `${whole(orders.perSecond)}/s, p50 ${ms(orders.p50)}, p99 ${ms(orders.p99)}`,
      `${orders.refused} refused`,
    );
    add(
      `stock writes, ${WRITERS} writers, ${when}`,
      `${whole(stock.perSecond)}/s, p50 ${ms(stock.p50)}, p99 ${ms(stock.p99)}`,
      `${stock.failures} failures`,
    );
  }
  const answered = told.filter(({ status }) => status === 200);
  const shed = told.filter(({ status }) => status === 503);
  const of = (some: Told[]) =>
    `p99 ${ms(
      percentile(
        some.map((one) => one.ms),
        99,
      ),
    )}`;
  add(
    `lists and searches at ${TIMES} × ${whole(most)}/s`,
    `${whole(answered.length)} answered, ${of(answered)}`,
    `${whole(shed.length)} sent away, ${of(shed)}; ${told.filter(({ isWell }) => !isWell).length} otherwise`,
  );
  add('all are answered again after', `${recovered.toFixed(1)} s`);
  await crowd.close();
  await shop.close();
}
