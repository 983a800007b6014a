import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { proofSeed, proofSize } from '@tandem/testing';
import { startStack, type StackHandle } from '@tandem/stack';
import { call, eventually, Staff } from './client.js';
import { drawHistories } from './histories.js';
import { testHome } from './home.js';
import { Marketplace, type Buyer } from './marketplace.js';

jest.setTimeout(1_800_000);

const EDITORS = proofSize(12, 4);
const BUYERS = proofSize(12, 4);
const PARTS = proofSize(60, 12);
const CHECKS = proofSize(10, 2);
const SHELF = 1_000;

interface Report {
  run: { id: string; state: string; looked_at: number } | null;
  checks: { name: string; looked_at: number }[];
  items: { check: string; record: string; has: string | null; due: string | null }[];
}

/** Real: the whole product, each service a process of its own. Who edits and buys does so without a pause, through the front doors. */
let stack: StackHandle;
let staff: Staff;
let market: Marketplace;
let buyers: Buyer[];
beforeAll(async () => {
  const home = testHome('checked-under-load');
  stack = await startStack({ home, mode: 'distributed', frontDoors: 'free' });
  staff = await Staff.signIn(stack.info.admin);
  market = new Marketplace(stack, staff, Marketplace.faultFile(home));
  buyers = await market.registerBuyers(BUYERS);
});
afterAll(async () => {
  await market?.close();
  await stack?.stop();
});

const consistency = `/consistency`;
const report = async (state: string): Promise<Report> =>
  (await market.desk<Report>('GET', `${consistency}/report?state=${state}&limit=100`)).body;

/** A whole check, from its beginning to its end. The clock of the shop may have begun one already. */
async function checked(): Promise<Report> {
  const run_id = await eventually(async () => {
    const { status, body } = await market.desk<{ run_id: string }>('POST', `${consistency}/check`);
    expect(status).toBe(202);
    return body.run_id;
  }, 300_000);
  return eventually(async () => {
    const now = await report('open');
    expect(now.run).toMatchObject({ id: run_id, state: 'completed' });
    return now;
  }, 600_000);
}

it('a clean shop has no difference, however much is written while it is checked', async () => {
  const parts: number[] = [];
  for (let n = 0; n < PARTS; n += 1)
    parts.push((await staff.createPart(`Busy wheel ${n}`, SHELF)).id);
  let going = true;
  const work = { edits: 0, orders: 0 };
  const failures: unknown[] = [];
  // A price and a stock come and go: a page that follows shows the same ones again and again.
  const editor = async (own: number): Promise<void> => {
    for (let n = own; going; n += 1) {
      const id = parts[n % PARTS]!;
      const amount = n % 2 === 0 ? '10.00' : '11.00';
      const answers = [
        await staff.putPart(id, {
          price: { amount, currency: 'EUR' },
          part_name: `Busy wheel ${n % 3}`,
        }),
        await staff.putStock(id, { current_stock: SHELF + (n % 2) }),
      ];
      work.edits += answers.filter(({ status }) => status === 200).length;
      // Two who write one part at the same moment: one of them is turned away.
      failures.push(...answers.filter(({ status }) => status !== 200 && status !== 409));
    }
  };
  const buyer = async (one: Buyer, own: number): Promise<void> => {
    const histories = drawHistories(200, proofSeed() + own);
    for (let n = 0; going; n += 1) {
      const history = histories[n % histories.length]!;
      await market.fund(one, 20_000);
      const order = await market.live(
        one,
        { ...history, method: 'balance', wallet: 20_000 },
        parts,
      );
      if (order) work.orders += 1;
    }
  };
  const load = [
    ...Array.from({ length: EDITORS }, (_, n) => editor(n * 5)),
    ...buyers.map((one, n) => buyer(one, n)),
  ];
  const looked = new Map<string, number>();
  try {
    for (let n = 0; n < CHECKS; n += 1) {
      const { checks } = await checked();
      for (const { name, looked_at } of checks)
        looked.set(name, (looked.get(name) ?? 0) + looked_at);
      for (const state of ['open', 'repaired', 'gone'])
        expect((await report(state)).items).toEqual([]);
    }
  } finally {
    going = false;
    await Promise.all(load);
  }
  expect(failures).toEqual([]);
  expect(work.edits).toBeGreaterThan(EDITORS);
  expect(work.orders).toBeGreaterThan(0);
  for (const name of ['pages shown', 'stock shown', 'lists shown'])
    expect(looked.get(name)).toBeGreaterThan(PARTS);
  // What was written last is what shoppers see.
  const { body } = await call<{ id: number }>(`${stack.info.shop}/api/v1/parts/${parts[0]}`);
  expect(body.id).toBe(parts[0]);
});
