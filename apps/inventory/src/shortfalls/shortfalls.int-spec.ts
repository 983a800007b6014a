import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExternalStockChanged } from '@tandem/contracts';
import { eventually } from '@tandem/testing';
import type { CommitOutcome } from '../reservations/commit-reservations.js';
import { Shop } from '../testing/shop.js';
import type { ShortfallDto } from './shortfalls.dto.js';

/** Real: PostgreSQL, Kafka, Redis. */
describe('more is held than the outside says there is', () => {
  let shop: Shop;
  let sequence = 0;
  beforeAll(async () => {
    shop = await Shop.open({
      instances: 2,
      env: { INVENTORY_SHORTFALL_GRACE_MS: '0', INVENTORY_EXPIRY_INTERVAL_MS: '50' },
    });
  });
  afterAll(() => shop?.close());

  async function announce(part_id: number, quantity: number): Promise<void> {
    sequence += 1;
    const as_of = new Date(Date.UTC(2026, 0, 1) + sequence * 1_000).toISOString();
    const figure = { part_id, version: 1, sku: 'S', quantity, sequence, counted_through: 0, as_of };
    await shop.hear(ExternalStockChanged, figure);
  }
  async function hold(part_id: number, quantity: number): Promise<string> {
    const order_id = crypto.randomUUID();
    const lines = [{ part_id, quantity }];
    expect((await shop.orders('/reservations', { order_id, lines })).status).toBe(201);
    return order_id;
  }
  async function sell(part_id: number, quantity: number): Promise<string> {
    const order = await hold(part_id, quantity);
    expect((await shop.orders(`/reservations/${order}/commit`)).status).toBe(200);
    return order;
  }
  async function listed(part_id: number, state = ''): Promise<ShortfallDto[]> {
    const { body } = await shop.staff<{ items: ShortfallDto[] }>(
      'GET',
      `/sync/shortfalls?limit=100${state && `&state=${state}`}`,
    );
    return body.items.filter((one) => one.part_id === part_id);
  }
  const stateOf = async (order: string) =>
    (await shop.orders<{ state: string }>(`/reservations/${order}`, undefined, 0, 'GET')).body
      .state;
  const resolved = (part: number) =>
    eventually(async () => (await listed(part)).every(({ state }) => state === 'resolved'));

  it('8 of 10 are held and 3 are there: the newest unpaid holds go, and nothing is oversold', async () => {
    const part = await shop.part({ current: 0 });
    await announce(part, 10);
    const holds = [
      await hold(part, 2),
      await hold(part, 1),
      await hold(part, 3),
      await hold(part, 2),
    ];
    await announce(part, 3);
    await resolved(part);
    expect(await Promise.all(holds.map(stateOf))).toEqual(['held', 'held', 'expired', 'expired']);
    expect(await shop.row(part)).toMatchObject({ current_stock: 3, reserved_quantity: 3 });
    expect((await shop.events(holds[3]!)).at(-1)).toMatchObject({
      type: 'reservation.expired',
      payload: { reason: 'stock_lost' },
    });
    const [shortfall] = await listed(part);
    expect(shortfall).toMatchObject({
      announced: 3,
      missing: 0,
      released: 5,
      state: 'resolved',
      resolution: 'holds_released',
      orders: [],
    });
    const told = await shop.events(shortfall!.id);
    expect(told.at(0)!.payload).toMatchObject({ missing: 5, held: 8, announced: 3, state: 'open' });
    expect(told.at(-1)!.payload).toMatchObject({ missing: 0, held: 3, state: 'resolved' });
    expect(await shop.discrepancies()).toEqual([]);
  });

  it('pieces that are let go meanwhile are not for sale: they are not there', async () => {
    const part = await shop.part({ current: 0 });
    await announce(part, 5);
    const sold = await sell(part, 4);
    const held = await hold(part, 1);
    await announce(part, 0);
    await shop.orders(`/reservations/${held}/release`);
    expect(await shop.row(part)).toMatchObject({ current_stock: 0, reserved_quantity: 0 });
    expect(await listed(part, 'open')).toMatchObject([
      { missing: 4, orders: [{ order_id: sold, quantity: 4, is_sold: true }] },
    ]);
  });

  it('whoever pays after the hold went is told so, and never silently', async () => {
    const part = await shop.part({ current: 0 });
    await announce(part, 2);
    const order = await hold(part, 2);
    await announce(part, 1);
    await resolved(part);
    const late = await shop.orders<{ results: CommitOutcome[] }>('/reservations/commit', {
      order_ids: [order],
    });
    expect(late.body.results).toEqual([{ order_id: order, outcome: 'over', state: 'expired' }]);
    await announce(part, 2);
    const again = await shop.orders<{ results: CommitOutcome[] }>('/reservations/commit', {
      order_ids: [order],
    });
    expect(again.body.results).toEqual([{ order_id: order, outcome: 'committed' }]);
    expect(await shop.row(part)).toMatchObject({ current_stock: 0, reserved_quantity: 0 });
  });

  it('what is sold already is for staff: accepted until more is missing, over when it is there', async () => {
    const part = await shop.part({ current: 0 });
    await announce(part, 6);
    await sell(part, 6);
    await announce(part, 4);
    const [open] = await listed(part, 'open');
    expect(open).toMatchObject({ missing: 2, state: 'open' });
    const path = `/sync/shortfalls/${open!.id}/resolve`;
    expect(await shop.staff('POST', path, { note: 'seen', version: 99 })).toMatchObject({
      status: 409,
      body: { code: 'version_conflict', current: { id: open!.id, version: 1 } },
    });
    const accepted = await shop.staff('POST', path, { note: 'Two customers wait.', version: 1 });
    expect(accepted).toMatchObject({
      status: 200,
      body: { state: 'resolved', resolution: 'accepted', note: 'Two customers wait.', missing: 2 },
    });
    expect(await shop.staff('POST', path, { note: 'again' })).toMatchObject({
      status: 409,
      body: { code: 'shortfall_over' },
    });
    await announce(part, 5);
    expect(await listed(part)).toMatchObject([{ state: 'resolved', missing: 1 }]);
    await announce(part, 3);
    expect(await listed(part)).toMatchObject([{ state: 'open', missing: 3, resolution: null }]);
    await announce(part, 9);
    expect(await listed(part)).toMatchObject([
      { state: 'resolved', missing: 0, resolution: 'covered' },
    ]);
    expect(await shop.row(part)).toMatchObject({ current_stock: 3 });
  });

  it('the list goes on behind its cursor, and only for staff who may see stock', async () => {
    const page = await shop.staff<{ items: ShortfallDto[]; next_cursor: string }>(
      'GET',
      '/sync/shortfalls?limit=1',
    );
    const next = await shop.staff<{ items: ShortfallDto[] }>(
      'GET',
      `/sync/shortfalls?limit=1&cursor=${page.body.next_cursor}`,
    );
    expect(next.body.items[0]!.opened_at <= page.body.items[0]!.opened_at).toBe(true);
    expect(next.body.items[0]!.id).not.toBe(page.body.items[0]!.id);
    expect((await shop.call('GET', '/admin/sync/shortfalls')).status).toBe(401);
    const unknown = `/sync/shortfalls/${crypto.randomUUID()}/resolve`;
    expect((await shop.staff('POST', unknown, { note: 'x' })).status).toBe(404);
    expect((await shop.staff('GET', '/sync/shortfalls?state=maybe')).status).toBe(422);
  });

  it('the list is saved as a file, with its filter', async () => {
    const rowsOf = async (query: string) =>
      (await shop.staff<string>('GET', `/sync/shortfalls.csv${query}`)).body
        .trimEnd()
        .split('\n')
        .slice(1);
    const all = await rowsOf('');
    const open = await rowsOf('?state=open');
    const { body } = await shop.staff<{ items: ShortfallDto[] }>(
      'GET',
      '/sync/shortfalls?limit=100',
    );
    expect(all.map((row) => row.split(',')[0])).toEqual(body.items.map(({ id }) => id));
    expect(open).toHaveLength(body.items.filter(({ state }) => state === 'open').length);
    expect(open.length).toBeLessThan(all.length);
    expect((await shop.staff('GET', '/sync/shortfalls.csv?state=maybe')).status).toBe(422);
  });
});
