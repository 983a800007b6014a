import { describe, expect, it } from '@jest/globals';
import { contentShown, type Announcement } from './announcement.js';
import { Heard } from './heard.js';
import { paceOf } from './read-later.js';
import { disagreement, type Page } from './page.js';

const AT = Date.parse('2026-01-01T00:00:00.000Z');
const instant = (ms: number) => new Date(AT + ms).toISOString();

const page = (over: Partial<Page> = {}): Page => ({
  id: 1,
  version: 3,
  part_name: 'Wheel',
  sku: 'W-1',
  description: '',
  price: { amount: '10.00', currency: 'EUR' },
  images: [],
  specifications: [],
  stock: { current_stock: 5, available_stock: 4, as_of: instant(0), stale: false },
  ...over,
});

const content = (over: Partial<Announcement> = {}): Announcement => ({
  eventId: 'e',
  subject: 'content',
  partId: 1,
  isGame: false,
  version: 3,
  at: AT,
  gone: false,
  sku: 'W-1',
  shows: contentShown(page()),
  since: null,
  ...over,
});

const stock = (available: number, version = 1, since = instant(0)): Announcement =>
  content({ subject: 'stock', version, since, shows: { stock: `${available} of 5` } });

describe('a page, held against what was announced', () => {
  it('agrees when it shows that or something newer', () => {
    expect(disagreement(page(), content())).toBeNull();
    expect(disagreement(page({ version: 4, part_name: 'Newer' }), content())).toBeNull();
    expect(disagreement(page(), stock(4))).toBeNull();
    expect(disagreement(page(), stock(3, 1, instant(-1)))).toBeNull();
    expect(disagreement(null, content({ gone: true }))).toBeNull();
  });

  it('disagrees when it is older, contradicts it, is not there or still there', () => {
    const cheaper = page({ price: { amount: '9.00', currency: 'EUR' } });
    expect([
      disagreement(page({ version: 2 }), content()),
      disagreement(cheaper, content()),
      disagreement(null, content()),
      disagreement(page({ version: 2 }), content({ gone: true })),
      disagreement(page(), stock(3)),
      disagreement(page(), stock(3, 2, instant(1))),
    ]).toEqual([
      { field: 'page', has: 'version 2', due: 'version 3' },
      { field: 'price', has: '9.00 EUR', due: '10.00 EUR' },
      { field: 'page', has: 'not found', due: 'version 3' },
      { field: 'page', has: 'version 2', due: 'not found' },
      { field: 'stock', has: '4 of 5', due: '3 of 5' },
      { field: 'stock', has: '4 of 5', due: '3 of 5' },
    ]);
  });

  it('may differ in its price while a sale is on', () => {
    const price = { amount: '8.00', currency: 'EUR' };
    const regular_price = { amount: '10.00', currency: 'EUR' };
    expect(disagreement(page({ price, regular_price }), content())).toBeNull();
  });

  it('cannot be judged by the time of a source that is silent', () => {
    const silent = { ...page().stock, as_of: instant(9), stale: true };
    expect(disagreement(page({ stock: silent }), stock(3))).not.toBeNull();
  });

  it('is explained by what was announced later, and by nothing else', () => {
    const heard = new Heard(60_000);
    heard.add(content(), AT);
    expect(heard.explains(null, content())).toBe(false);
    heard.add(content({ version: 4, gone: true }), AT);
    expect(heard.explains(null, content())).toBe(true);
    expect(heard.explains(page({ version: 2 }), content())).toBe(false);
    heard.add(content({ partId: 2, at: AT + 120_000 }), AT + 120_000);
    expect(heard.explains(null, content())).toBe(false);
  });
});

describe('the pace of reads', () => {
  it('is so many a second, and no more at once', () => {
    const pace = paceOf(4);
    const taken = (now: number) => Array.from({ length: 4 }, () => pace.take(now, 2));
    expect(taken(1_000)).toEqual([true, true, false, false]);
    expect(taken(1_500)).toEqual([true, false, false, false]);
    expect(taken(9_000)).toEqual([true, true, false, false]);
  });
});
