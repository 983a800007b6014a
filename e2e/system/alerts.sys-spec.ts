import { rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PartPricesEntry } from '@tandem/contracts';
import { startStack, type StackHandle } from '@tandem/stack';
import { eventually } from '@tandem/testing';
import type { Cause } from './alerts/cause.js';
import { causesInTheDatabase } from './alerts/causes-in-the-database.js';
import { relayHangs, serviceHangs } from './alerts/causes-inside.js';
import { causesOutside } from './alerts/causes-outside.js';
import { WatchersDoor } from './alerts/door.js';
import { NOT_SET_OFF } from './alerts/not-set-off.js';
import { ObservedShop, SLOW } from './alerts/observed-shop.js';
import { alertNames } from './alerts/runbook.js';
import { goOn } from './chaos/processes.js';
import { call, Staff, type Part } from './client.js';
import { testHome } from './home.js';
import { Marketplace } from './marketplace.js';

jest.setTimeout(600_000);

const BUYERS = 6;
const say = (text: string) => writeSync(2, `${text}\n`);
/** Has a test of its own below: pages are read only once their reader gets through. */
const OLD = 'ShoppersSeeWhatIsOld';
/** Comes last: what Prometheus counts over a quarter of an hour has to outweigh all that the cache has answered. */
const CRAWLED = 'CacheAnswersLittle';
const MISSED = 'sum(rate(cache_requests_total{result="miss"}[15m]))';
const AT_ONCE = 50;
const CRAWL = { timeoutMs: 400_000 };

/**
 * Real: the whole product, Prometheus and Alertmanager with the rules of deploy/prometheus, and what goes wrong. A rule tells at
 * once here, and minutes are seconds; how long each waits is tried by promtool.
 */
describe('alerts of a shop that is observed', () => {
  const home = testHome('alerts');
  let stack: StackHandle;
  let shop: ObservedShop;
  let market: Marketplace;
  let door: WatchersDoor;
  let part: Part;
  let causes: Cause[];
  let hang: Cause[];

  beforeAll(async () => {
    // An incident of an earlier run would be found again.
    rmSync(home, { recursive: true, force: true });
    door = await WatchersDoor.open();
    stack = await startStack({
      ...{ home, mode: 'distributed', frontDoors: 'free' },
      env: { ORDER_ANSWER_DEADLINE_MS: '1000' },
      envOf: {
        watcher: {
          WATCHER_DOOR_URL: door.url,
          WATCHER_DELAYS_S: '1',
          WATCHER_READS_PER_SECOND: '200',
        },
        auth: { AUTH_LOGIN_FAILURES: '5' },
        operations: { AUDIT_ARCHIVE_DIR: '/dev/null/audit', AUDIT_ARCHIVE_CRON: '0 3 1 * *' },
      },
      observe: { everySeconds: 2, impatient: true },
    });
    const staff = await Staff.signIn(stack.info.admin);
    shop = await ObservedShop.of(stack, staff);
    market = new Marketplace(stack, staff, join(home, 'fault'));
    const parts = [
      await staff.createPart('Watched axle', 500),
      await staff.createPart('Late axle', 500),
    ];
    part = parts[0]!;
    const buyers = await market.registerBuyers(BUYERS);
    for (const buyer of buyers) {
      const line = { part_id: part.id, quantity: 1 };
      const { status } = await market.shop(buyer, 'POST', '/cart/items', line);
      expect(status).toBeLessThan(300);
    }
    causes = [
      ...causesOutside(shop, { market, door, parts }),
      ...causesInTheDatabase(shop),
      ...relayHangs(shop, parts),
    ];
    hang = serviceHangs(shop, { market, buyers });
  });
  afterAll(async () => {
    await market?.close();
    await shop?.close();
    // Whatever failed before: what hangs can't be stopped.
    const hung = stack?.processes().find(({ name }) => name === 'inventory-1')?.pid;
    if (hung) goOn(hung);
    await stack?.stop();
    door?.close();
  });

  it('no alert is left out without a reason', () => {
    const setOff = [
      ...[...causes, ...hang].flatMap(({ shows }) => Object.keys(shows)),
      OLD,
      CRAWLED,
    ];
    expect([...setOff, ...Object.keys(NOT_SET_OFF)].toSorted()).toEqual(alertNames.toSorted());
  });

  it('Prometheus and Alertmanager run beside it, and Prometheus reads it', async () => {
    expect(stack.info.observed).not.toBeNull();
    await eventually(async () => {
      expect((await shop.ask('outbox_unpublished')).length).toBeGreaterThanOrEqual(6);
    }, SLOW);
  });

  it.each([
    ['whatever goes wrong', () => causes],
    // What it told before is stale once it hangs.
    ['a service hangs', () => hang],
  ])('%s: staff are told, and the runbook’s first step shows it', async (_, all) => {
    for (const { what, plant } of all()) {
      say(`planted: ${what}`);
      await plant();
    }
    for (const { shows } of all()) {
      for (const [alert, cause] of Object.entries(shows)) {
        await shop.told(alert);
        const began = performance.now();
        await eventually(async () => expect(await shop.firstStep(alert)).toMatch(cause), SLOW);
        say(`${alert}: ${((performance.now() - began) / 1_000).toFixed(1)} s to its cause`);
      }
    }
  });

  it('the alerts have opened one incident, of which the public reads what staff write for it', async () => {
    const { items } = (await shop.admin<{ items: { id: string }[] }>('/incidents?state=open')).body;
    expect(items).toHaveLength(1);
    const path = `/incidents/${items[0]!.id}`;
    const { entries } = (await shop.admin<{ entries: object[] }>(path)).body;
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'alert_fired', said: expect.stringContaining('given up') }),
    );
    const status = async () =>
      (await call<{ parts: object[]; incidents: object[] }>(`${stack.info.shop}/api/v1/status`))
        .body;
    expect((await status()).parts).toHaveLength(5);
    expect((await status()).incidents).toEqual([]);
    const said = 'Some pages follow later than usual.';
    const body = { kind: 'public', said, public_title: 'Pages follow late' };
    expect((await shop.admin(`${path}/entries`, 'POST', body)).status).toBe(201);
    await eventually(
      async () =>
        expect((await status()).incidents).toMatchObject([
          { title: 'Pages follow late', ended_at: null, updates: [{ text: said }] },
        ]),
      SLOW,
    );
  });

  it('once it goes on, staff are told that it is over', async () => {
    const all = [...causes, ...hang];
    for (const { mend } of all.toReversed()) await mend?.();
    for (const alert of all.flatMap(({ ends = [] }) => ends)) await shop.isOver(alert);
  });

  it('a page that shows an old price: staff are told, and the first step says which', async () => {
    const { body } = await shop.staff.putPart(part.id, {
      price: { amount: '20.00', currency: 'EUR' },
    });
    const value = '{"amount":"0.01","currency":"EUR"}';
    const key = PartPricesEntry.key(part.id);
    // Whoever is told of the change meanwhile may do away with it once more.
    await eventually(async () => {
      await market.cache.writeThrough([{ key, version: body.version, value }]);
      expect((await shop.alerts('open')).map(({ name }) => name)).toContain(OLD);
    }, SLOW);
    await eventually(
      async () =>
        expect(await shop.firstStep(OLD)).toMatch(/"field":"price","has":"0\.01 EUR","due":"20/),
      SLOW,
    );
  });

  it('a crawler that asks for parts that are not there: staff are told, and the first step says so', async () => {
    let id = 1_000_000;
    const ask = () => call(`${stack.info.shop}/api/v1/parts/${(id += 1)}`);
    await eventually(async () => {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, ask));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
      expect(await shop.value(MISSED)).toBeGreaterThan(6);
      expect((await shop.alerts('open')).map(({ name }) => name)).toContain(CRAWLED);
    }, CRAWL);
    say(`asked for ${id - 1_000_000} parts`);
    expect(await shop.firstStep(CRAWLED)).toMatch(/"part","result":"miss"\} [1-9]/);
  });
});
