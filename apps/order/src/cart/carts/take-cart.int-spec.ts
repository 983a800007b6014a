import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { afterCommit, Database, together, transaction } from '@tandem/persistence';
import { Shop } from '../../testing/shop.js';
import { Browser } from '../../testing/shoppers.js';
import { returnToCart, takeCart, takenCart, type TakenCart } from './take-cart.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop?.close());

const customer = async (): Promise<Browser> => {
  const browser = new Browser(shop);
  browser.person = await shop.customer();
  return browser;
};
const database = () => shop.instances[0]!.app.get(Database);
const cache = () => shop.instances[0]!.app.get(VersionedCache);

/** As an order does it. */
const take = (browser: Browser, fail = false): Promise<TakenCart> =>
  transaction(database(), async (tx) => {
    const { id } = browser.person!;
    const [locked, lines] = await together(tx, takeCart(id, crypto.randomUUID()));
    const taken = takenCart(id, locked!, lines!);
    if (fail) throw new Error('no order came of it');
    afterCommit(tx, () => applyEffects(cache(), taken.effects));
    return taken;
  });
const giveBack = (browser: Browser, lines: TakenCart['lines']): Promise<void> =>
  transaction(database(), async (tx) => {
    const effects = await returnToCart(tx, browser.person!.id, lines);
    afterCommit(tx, () => applyEffects(cache(), effects));
  });

describe('a cart that is ordered', () => {
  it('is empty afterwards, and its lines are the order’s', async () => {
    const [a, b] = await shop.parts(2, { stock: 9 });
    const browser = await customer();
    await browser.add(b!, 2);
    const { body } = await browser.add(a!, 3);
    await browser.cart();
    const taken = await take(browser);
    expect(taken.lines).toEqual([
      { part_id: a, quantity: 3 },
      { part_id: b, quantity: 2 },
    ]);
    expect(taken.version).toBeGreaterThan(body.version);
    expect(await browser.cart()).toMatchObject({ items: [], version: taken.version });
  });

  it('is what it was when no order comes of it', async () => {
    const part = await shop.part({ stock: 9 });
    const browser = await customer();
    const { body } = await browser.add(part, 2);
    await expect(take(browser, true)).rejects.toThrow('no order');
    expect(await browser.cart()).toEqual(body);
  });

  it('has nothing for who never put anything into it', async () => {
    expect(await take(await customer())).toEqual({ lines: [], version: 0, effects: {} });
  });

  it('that comes into being while an order looks for one stays as it is', async () => {
    const part = await shop.part({ stock: 9 });
    const browser = await customer();
    const { id } = browser.person!;
    const [lock, takeLines] = takeCart(id, crypto.randomUUID());
    const taken = await transaction(database(), async (tx) => {
      const [locked] = await together(tx, [lock]);
      expect((await browser.add(part, 2)).status).toBe(200);
      const [lines] = await together(tx, [takeLines]);
      return takenCart(id, locked!, lines!);
    });
    expect(taken.lines).toEqual([]);
    expect(await browser.lines()).toEqual([[part, 2]]);
    expect((await take(browser)).lines).toEqual([{ part_id: part, quantity: 2 }]);
  });

  it('goes into one of ten orders at once, whole', async () => {
    const parts = await shop.parts(5, { stock: 9 });
    const browser = await customer();
    for (const part of parts) await browser.add(part);
    const taken = await Promise.all(Array.from({ length: 10 }, () => take(browser)));
    expect(taken.filter(({ lines }) => lines.length > 0)).toHaveLength(1);
    expect(taken.flatMap(({ lines }) => lines)).toHaveLength(5);
  });

  it('loses nothing that is put into it meanwhile: it is in an order or still there', async () => {
    const parts = await shop.parts(12, { stock: 9 });
    const browser = await customer();
    const adds = parts.map((part) => browser.add(part));
    const orders = Array.from({ length: 6 }, () => take(browser));
    expect((await Promise.all(adds)).map(({ status }) => status)).toEqual(parts.map(() => 200));
    const ordered = (await Promise.all(orders)).flatMap(({ lines }) => lines);
    const left = await browser.lines();
    const all = [...ordered.map(({ part_id }) => part_id), ...left.map(([part]) => part)];
    expect(all.sort((a, b) => a - b)).toEqual(parts);
  });

  it('gets its lines back onto what is there by then, up to 999 of a part', async () => {
    const [a, b, c] = await shop.parts(3, { stock: 2000 });
    const browser = await customer();
    await browser.add(a!, 2);
    await browser.add(b!, 600);
    const { lines } = await take(browser);
    await browser.add(b!, 600);
    await browser.add(c!, 1);
    await browser.cart();
    await giveBack(browser, lines);
    expect((await browser.lines()).sort((x, y) => x[0] - y[0])).toEqual([
      [a, 2],
      [b, 999],
      [c, 1],
    ]);
    await giveBack(browser, []);
    const fresh = await customer();
    await giveBack(fresh, [{ part_id: a!, quantity: 1 }]);
    expect(await fresh.lines()).toEqual([[a, 1]]);
  });
});
