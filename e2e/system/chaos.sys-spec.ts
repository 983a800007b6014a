import { rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FrontDoor, findWrongOnPages, type ShownPart } from '@tandem/consistency';
import { proofSeed, proofSize } from '@tandem/testing';
import { startStack, type StackHandle } from '@tandem/stack';
import fc from 'fast-check';
import { audit, givenUp, settled } from './audit.js';
import { eventually, Staff } from './client.js';
import { FakeClock } from './chaos/clock.js';
import { SmallDisk } from './chaos/disk.js';
import { Editor } from './chaos/editor.js';
import { KINDS, type Fault } from './chaos/fault.js';
import { faultsOf } from './chaos/faults.js';
import { Networks } from './chaos/networks.js';
import { Pairs } from './chaos/pairs.js';
import { HeldStates, STATES } from './chaos/states.js';
import { Traffic } from './chaos/traffic.js';
import { drawHistories } from './histories.js';
import { testHome } from './home.js';
import { Marketplace, type Buyer } from './marketplace.js';
import { Shopper } from './shopper.js';

const IS_FULL = proofSize(100) === 100;
jest.setTimeout(IS_FULL ? 14_400_000 : 900_000);

const BUYERS = proofSize(8, 2);
const EDITORS = proofSize(4, 2);
/** A fault lasts so long after it was seen to be in effect: longer than most deadlines at full size. */
const LASTS_MS = proofSize(12_000, 1_500);
const WITHIN_MS = 30_000;
const SIGNED_IN_MS = 300_000;
const SHELF = 100_000;
const say = (text: string) => writeSync(1, `${text}\n`);

/** Real: the whole product. Services reach PostgreSQL, Redis, Kafka and inventory through networks that break on command. */
describe('whatever fails while people browse, buy and edit, everything agrees soon after', () => {
  const home = testHome('chaos');
  const networks = new Networks();
  const pairs = new Pairs();
  const shelf = new Map<number, number>();
  const seed = proofSeed();
  let stack: StackHandle;
  let staff: Staff;
  let market: Marketplace;
  let disk: SmallDisk | undefined;
  let clock: FakeClock | undefined;
  let buyers: Buyer[];
  let special: { waits: Buyer; pays: Buyer; rich: Buyer; poor: Buyer };
  let parts: number[];
  let editors: Editor[];
  let held: { outbox: Editor; pages: Editor };
  let faults: Fault[];
  let signedInAt = 0;

  beforeAll(async () => {
    SmallDisk.clear(join(home, 'postgres'));
    rmSync(home, { recursive: true, force: true });
    disk = SmallDisk.at(join(home, 'postgres'));
    clock = FakeClock.in(home);
    stack = await startStack({
      ...{ home, mode: 'distributed', frontDoors: 'free', calmAfterMs: 1 },
      env: { TANDEM_FAULT_FILE: Marketplace.faultFile(home), ORDER_ANSWER_DEADLINE_MS: '1000' },
      ...(clock && { envOf: { inventory: clock.env } }),
      detour: networks.detour,
    });
    staff = await Staff.signIn(stack.info.admin);
    market = new Marketplace(stack, staff, Marketplace.faultFile(home));
    market.disarm();
    special = {} as typeof special;
    await signInAnew();
    for (let n = 0; n < 8; n += 1)
      shelf.set((await staff.createPart('Chaotic axle', SHELF)).id, SHELF);
    parts = [...shelf.keys()];
    editors = [];
    for (let n = 0; n < EDITORS + 2; n += 1)
      editors.push(await Editor.of(stack.info.shop, staff, `Chaotic axle of editor ${n}`));
    const [outbox, pages] = editors;
    held = { outbox: outbox!, pages: pages! };
    faults = faultsOf({ stack, staff, market, networks, witness: special, parts, disk, clock });
  });
  afterAll(async () => {
    await market?.close();
    await stack?.stop();
    await networks.close();
    disk?.remove();
  });

  /** Tokens last a quarter of an hour, and all faults take longer. */
  async function signInAnew(): Promise<void> {
    if (Date.now() - signedInAt < SIGNED_IN_MS) return;
    signedInAt = Date.now();
    await staff.renew();
    const [waits, pays, rich, poor, ...others] = await market.registerBuyers(BUYERS + 4);
    Object.assign(special, { waits, pays, rich, poor });
    buyers = others;
  }

  /** Everybody agrees: books, cache, pages, open pages, and nobody's order or edit is lost. */
  async function agree(orders: readonly string[], page: Shopper, resyncs: number): Promise<void> {
    await stack.whenReady();
    await settled(market);
    const [kept] = await market.query<{ n: number }>(
      `select count(*)::int as n from orders.orders where id = any($1)`,
      [orders],
    );
    expect(kept!.n).toBe(orders.length);
    const query = (sql: string, values?: unknown[]) => market.query(sql, values);
    expect(await audit(market, shelf)).toEqual([]);
    expect(await givenUp(market)).toEqual([]);
    const known = editors.map(({ partId }) => partId);
    const door = new FrontDoor<ShownPart>(stack.info.shop);
    const { findings } = await findWrongOnPages(door, query, { sample: 20, known });
    expect(findings).toEqual([]);
    expect((await Promise.all(editors.map((editor) => editor.wrongOnPage()))).flat()).toEqual([]);
    const untold = Object.values(held).filter((editor) => !editor.wasTold(page, resyncs));
    expect(untold.map(({ partId }) => partId)).toEqual([]);
  }

  async function round(fault: Fault, own: number): Promise<void> {
    pairs.claim(fault.name, STATES);
    await signInAnew();
    await market.fund(special.waits, 20_000);
    const page = new Shopper(stack.info.shop, [held.outbox.partId, held.pages.partId]);
    await page.ready();
    const { resyncs } = page;
    const states = new HeldStates({
      ...{ postgres: stack.info.postgres, market, editors: held },
      buyers: special,
      parts: { held: parts[7]!, paid: parts[6]! },
    });
    const traffic = new Traffic({
      ...{ shop: stack.info.shop, market, buyers, parts },
      editors: editors.slice(2),
      histories: drawHistories(200, seed + own),
    });
    say(`${fault.name} …`);
    try {
      await states.reach();
      const before = await states.present();
      await fault.begin();
      pairs.meet(fault.name, fault.mutesDatabase ? before : await states.present());
      states.letGo();
      await pause(LASTS_MS);
    } catch (error) {
      // Nobody waits for it any more, and the next fault has visitors of its own.
      traffic.end().catch(() => undefined);
      page.close();
      throw error;
    } finally {
      states.letGo();
      await fault.end();
    }
    const began = Date.now();
    await Promise.all([traffic.end(), states.finished(), fault.leftOver?.()]);
    const orders = [...traffic.orders, ...states.orders];
    await eventually(() => agree(orders, page, resyncs));
    const tookMs = Date.now() - began;
    page.close();
    const { well, failed } = traffic.reads;
    say(
      `${fault.name}: agreed after ${(tookMs / 1_000).toFixed(1)} s; ${orders.length} orders, ${well} reads, ${failed} reads failed`,
    );
    // How long it takes in CI says more of the machine.
    if (IS_FULL) expect(tookMs).toBeLessThan(WITHIN_MS);
  }

  it.each(KINDS)('%s', async (kind) => {
    const all = faults.filter((fault) => fault.kind === kind);
    if (all.length === 0) {
      say(`not tried, for this machine can't: ${kind}`);
      return;
    }
    const [drawn] = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), {
      numRuns: 1,
      seed,
    });
    const failed: Error[] = [];
    for (const [n, fault] of drawn!.slice(0, IS_FULL ? all.length : 1).entries()) {
      await round(fault, n).catch((error: Error) => {
        // Told at once, and the others are tried all the same.
        say(`${fault.name}: ${error.message}`);
        failed.push(error);
      });
    }
    if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('\n'));
  });

  it('met every state with every fault that it claims', () => {
    say(pairs.table());
    expect(pairs.unmet).toEqual([]);
  });
});
