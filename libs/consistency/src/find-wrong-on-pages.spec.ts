import { describe, expect, it } from '@jest/globals';
import { findWrongOnPages, type ShownPart } from './find-wrong-on-pages.js';
import type { FrontDoor } from './front-door.js';

const PRICES = ['10.00', '11.00'];

/** A part whose price goes up and down with each version, and its stock with it. */
const partAt = (version: number): ShownPart => ({
  ...{ id: 1, version, sku: 'S', part_name: 'Part', regular_price: null },
  price: { amount: PRICES[version % 2]!, currency: 'EUR' },
  stock: { available_stock: version % 2, current_stock: version % 2, as_of: `at ${version}` },
});

/** What shows at each look, and what the database has right after it. */
async function found(looks: readonly { shows: number; has: number; price?: string }[]) {
  let look = 0;
  const query = async (sql: string) => {
    if (sql.startsWith('select id from')) return [{ id: 1 }];
    const { version, price, stock } = partAt(looks[look]!.has);
    const content = {
      version: `${version}`,
      part_name: 'Part',
      sku: 'S',
      price: `${price.amount} EUR`,
    };
    const of = `${stock.available_stock} of ${stock.current_stock}`;
    return [
      {
        ...{ id: 1, kind: 'physical', sku: 'S', shown: true, listed: true, content },
        stock: of,
        stock_version: `${version}`,
      },
    ];
  };
  const page = async () => {
    const { shows, price } = looks[look]!;
    const part = partAt(shows);
    return price === undefined ? part : { ...part, price: { amount: price, currency: 'EUR' } };
  };
  const door = { part: page, listed: page } as unknown as FrontDoor<ShownPart>;
  const wait = async () => void (look += 1);
  const { findings } = await findWrongOnPages(door, query, { wait });
  return findings.map(({ id, has, due }) => `${id}: ${has}, due ${due}`);
}

describe('a page that is read while staff edit', () => {
  it('is not told when it follows, though it shows the same price as before once more', async () => {
    expect(
      await found([
        { shows: 2, has: 3 },
        { shows: 4, has: 5 },
      ]),
    ).toEqual([]);
  });

  it('is told when it is stuck, however busy its part is', async () => {
    expect(
      await found([
        { shows: 2, has: 3 },
        { shows: 2, has: 7 },
      ]),
    ).toEqual(
      expect.arrayContaining([
        '1/version: 2, due 7',
        '1/price: 10.00 EUR, due 11.00 EUR',
        '1/stock: 0 of 0, due 1 of 1',
      ]),
    );
  });

  it('is told when one of its fields is wrong and nobody edits', async () => {
    const look = { shows: 2, has: 2, price: '0.01' };
    expect(await found([look, look])).toEqual([
      '1/price: 0.01 EUR, due 10.00 EUR',
      '1/price: 0.01 EUR, due 10.00 EUR',
    ]);
  });
});
