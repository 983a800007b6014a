import { setTimeout as pause } from 'node:timers/promises';
import { lookForDifferences } from '@tandem/consistency';
import type { Customer } from '../client.ts';
import { percentile } from '../load.ts';
import { ms } from '../report.ts';
import { judgeSale, type Attempt } from './judges.ts';
import { OpenPage } from './open-page.ts';
import type { Outcome, Place } from './scenario.ts';
import { until } from './until.ts';

/** Far enough ahead for a slow machine to have the sale saved by then. */
const AHEAD_MS = 10_000;
const HOUR_MS = 3_600_000;
const CENTS = { regular: 1_000, sale: 500 };
const SALE = { amount: '5.00', currency: 'EUR' };
/** Who can't wait: they order so long before the sale, and pay the regular price. */
const EARLY_MS = [2_000, 1_000, 0];
const GRACE_MS = 20_000;

interface Shown {
  price: { amount: string };
}

interface Waiting {
  customer: Customer;
  page: OpenPage;
}

/** Many wait on the open page of a part with few pieces, load it when it tells them, and buy at once. */
export async function flashSale(place: Place): Promise<Outcome> {
  const { client, users } = place;
  const pieces = EARLY_MS.length + Math.ceil(users / 4);
  const part = await client.part('Flash sale part', '10.00', pieces);
  const early = await client.customers(EARLY_MS.length, '20.00');
  const customers = await client.customers(users, '20.00');
  const gateway = place.stack.info.services['realtime-gateway']![0]!;
  const waiting = await Promise.all(
    customers.map(async (customer) => ({
      customer,
      page: await new OpenPage(gateway, part).ready(),
    })),
  );
  const wrong: string[] = [];
  const from = await planSale(place, part);
  const answers = await Promise.all([
    ...early.map(async (customer, n) => {
      await pause(Math.max(0, from - EARLY_MS[n]! - Date.now()));
      return buy(place, customer, part);
    }),
    ...waiting.map((one) => buyWhenShown(place, part, from, one, wrong)),
  ]);
  for (const { page } of waiting) page.close();
  const attempts = answers.filter((answer) => answer !== undefined);
  const left = await piecesLeft(place, part);
  wrong.push(...judgeSale({ ...{ pieces, left, from, cents: CENTS }, attempts }));
  wrong.push(...(await booksWrong(place)));
  const took = attempts.map(({ sentAt, answeredAt }) => answeredAt - sentAt);
  const last = Math.max(...attempts.map(({ answeredAt }) => answeredAt));
  return {
    figures: [
      {
        what: `${pieces} pieces, ${users} who waited`,
        figure: `answer p50 ${ms(percentile(took, 50))}, p99 ${ms(percentile(took, 99))}`,
        note: `all were answered ${((last - from) / 1000).toFixed(1)} s after the sale's second`,
      },
    ],
    wrong,
  };
}

/** @returns when it begins. */
async function planSale({ client }: Place, part: number): Promise<number> {
  const from = Math.ceil((Date.now() + AHEAD_MS) / 1000) * 1000;
  const [begins, until] = [from, from + HOUR_MS].map((at) => new Date(at).toISOString());
  const sale = { price: SALE, from: begins, until };
  await client.staff('catalog', `/admin/parts/${part}`, 'PUT', { sale });
  if (Date.now() >= from) throw new Error('saving the sale took until it began');
  return from;
}

/** Loads the page each time it is told of something, and buys at the first sight of the price. */
async function buyWhenShown(
  place: Place,
  part: number,
  from: number,
  { customer, page }: Waiting,
  wrong: string[],
): Promise<Attempt | undefined> {
  for (let told = page.told.length; ; told += 1) {
    if (!(await until(() => page.told.length > told))) {
      wrong.push('an open page was not told of the sale');
      return undefined;
    }
    const isBegin =
      page.told[told]!.type === 'price.updated' && Date.parse(page.told[told]!.timestamp) >= from;
    const { body } = await place.client.untilDecided('catalog', `/parts/${part}`);
    const isCheap = (body as Shown).price.amount === SALE.amount;
    if (isCheap && Date.now() < from) wrong.push('the price of the sale was shown before it began');
    if (isCheap) return buy(place, customer, part);
    if (isBegin) wrong.push('a page that was told of the sale showed the former price');
  }
}

async function buy({ client }: Place, { token }: Customer, part: number): Promise<Attempt> {
  await client.call('order', '/cart/items', { token, body: { part_id: part, quantity: 1 } });
  const sentAt = Date.now();
  const { status, body } = await client.untilDecided('order', '/orders', {
    ...{ token, body: { payment_method: 'balance' } },
  });
  const { code, total } = body as { code?: string; total?: { amount: string } };
  const charged = total && Math.round(Number(total.amount) * 100);
  return { sentAt, answeredAt: Date.now(), status, code, charged };
}

/** When nothing is held any more. */
async function piecesLeft({ database }: Place, part: number): Promise<number> {
  const look = async () => {
    const { rows } = await database.query<{ left: number; held: number }>(
      `select current_stock as left, reserved_quantity as held from inventory.stock_levels where part_id = $1`,
      [part],
    );
    return rows[0]!;
  };
  const end = Date.now() + GRACE_MS;
  for (;;) {
    const { left, held } = await look();
    if (held === 0) return left;
    if (Date.now() > end) throw new Error(`${held} pieces are still held`);
    await pause(100);
  }
}

async function booksWrong({ database }: Place): Promise<string[]> {
  const looks = await lookForDifferences(
    async (sql, values) => (await database.query<object>(sql, values)).rows,
    { graceMs: GRACE_MS },
  );
  return looks.flatMap(({ findings }) => findings.map((one) => JSON.stringify(one)));
}
