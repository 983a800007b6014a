import { cpuSeconds, type StackHandle } from '@tandem/stack';
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { percentile } from './load.ts';
import { add, ms } from './report.ts';
import { SECONDS } from './settings.ts';

const PER_SECOND = 50;
const LEAST_SECONDS = 20;
/** The code of the services is compiled by then. */
const WARM = 200;
const ORDERS = 200;

/** From a signed notification of an order at G2A to its answer, through the front door as G2A would come. */
export async function webhooks(stack: StackHandle, secret: string): Promise<void> {
  const { info } = stack;
  const orders = await makeOrders(info.postgres);
  const url = `${info.shop}/api/v1/webhooks/g2a/orders`;
  const notify = (n: number) => post(url, secret, orders[n % ORDERS]!);
  for (let n = 0; n < WARM; n += 1) await notify(n);
  await allSettled(info.postgres, orders);
  const pids = stack.processes().map(({ pid }) => pid ?? 0);
  const spent = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const before = spent();
  const took: number[] = [];
  let failures = 0;
  const count = Math.max(SECONDS, LEAST_SECONDS) * PER_SECOND;
  const sent: Promise<void>[] = [];
  const began = performance.now();
  for (let n = 0; n < count; n += 1) {
    await pause(began + (n * 1_000) / PER_SECOND - performance.now());
    const sentAt = performance.now();
    sent.push(
      notify(n).then((status) => {
        took.push(performance.now() - sentAt);
        if (status !== 202) failures += 1;
      }),
    );
  }
  await Promise.all(sent);
  await allSettled(info.postgres, orders);
  const each = ((spent() - before) * 1_000) / count;
  add(
    `signed webhooks of orders, ${PER_SECOND}/s, to the answer`,
    `p50 ${ms(percentile(took, 50))}, p99 ${ms(percentile(took, 99))}`,
    `${took.length} sent, ${failures} failures (wanted: 100 ms); ${ms(each)} of processor time each, dealt with`,
  );
}

/** Orders at G2A of which the shop knows that they came to nothing: what is told of them has nobody asked. */
function makeOrders(postgres: string): Promise<string[]> {
  return withDatabase(postgres, async (database) => {
    const run = randomUUID();
    const { rows } = await database.query<{ id: string }>(
      `insert into sync.key_purchases (id, order_id, part_id, unit, paid_minor, currency)
       select gen_random_uuid(), gen_random_uuid(), n, 1, 1000, 'EUR' from generate_series(1, $1::int) n
       returning id`,
      [ORDERS],
    );
    const purchases = rows.map(({ id }) => id);
    await database.query(
      `insert into sync.g2a_orders (id, purchase_id, product_id, g2a_order_id, price_minor, currency, max_price_minor)
       select gen_random_uuid(), p, 'bench', $1 || '-' || n, 1000, 'EUR', 1000
         from unnest($2::uuid[]) with ordinality as t (p, n)`,
      [run, purchases],
    );
    await database.query(
      `update sync.g2a_orders set state = 'lapsed', closed_at = clock_timestamp() where purchase_id = any($1)`,
      [purchases],
    );
    await database.query(
      `update sync.key_purchases set state = 'refund', reason = 'bench', version = version + 1 where id = any($1)`,
      [purchases],
    );
    return purchases.map((_, n) => `${run}-${n + 1}`);
  });
}

/** What comes after the answer is part of the price. */
function allSettled(postgres: string, orders: readonly string[]): Promise<void> {
  return withDatabase(postgres, async (database) => {
    for (;;) {
      const { rows } = await database.query(
        `select 1 from sync.webhook_inbox where state = 'received' and subject = any($1) limit 1`,
        [orders],
      );
      if (rows.length === 0) return;
      await pause(200);
    }
  });
}

async function withDatabase<T>(postgres: string, work: (database: pg.Client) => Promise<T>) {
  const database = new pg.Client({ connectionString: postgres });
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

async function post(url: string, secret: string, orderId: string): Promise<number> {
  const body = JSON.stringify({
    event_id: randomUUID(),
    type: 'order.status_changed',
    order_id: orderId,
    status: 'complete',
    occurred_at: new Date().toISOString(),
  });
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1_000)), randomUUID()];
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-g2a-timestamp': timestamp,
      'x-g2a-nonce': nonce,
      'x-g2a-signature': createHmac('sha256', secret)
        .update(`${timestamp}.${nonce}.${body}`)
        .digest('hex'),
    },
    body,
  });
  await answer.arrayBuffer();
  return answer.status;
}
