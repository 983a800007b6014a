import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { SyncStandIn } from '../../money/payments/spec-support.js';
import type { Person } from '../../testing/shop.js';
import { WholeShop } from '../../testing/whole-shop.js';
import { KeyMarket } from './spec-support.js';

// Real here: two instances of order, inventory as a process of its own, PostgreSQL. The sync gateway is a stand-in.
describe('the keys of ordered games', () => {
  let sync: SyncStandIn;
  let shop: WholeShop;
  let market: KeyMarket;
  let staff: Person;
  beforeAll(async () => {
    [shop, sync] = await SyncStandIn.openShop(WholeShop, {
      instances: 2,
      env: { ORDER_KEYS_MAIL_WAIT_MS: '0', ORDER_KEY_REVEALS_PER_HOUR: '8' },
    });
    market = new KeyMarket(shop, sync);
    staff = await shop.staff();
  });
  beforeEach(() => {
    sync.answering = true;
  });
  afterEach(async () => {
    await shop.settled();
    expect(await shop.discrepancies()).toEqual([]);
  });
  afterAll(() => shop?.close());

  /** A paid order of so many units of a game at 10.00, and of a part when one is wanted. */
  async function bought(units: number, withPart = false, price = 1_000) {
    const game = await shop.part({ stock: 10, kind: 'game', price });
    const part = withPart ? await shop.part({ stock: 10 }) : 0;
    const cora = await shop.shopper(10_000);
    await shop.fill(cora, { [game]: units, ...(withPart && { [part]: 1 }) });
    const { status, body } = await shop.order(cora);
    expect(status).toBe(201);
    await shop.settled();
    return { game, part, cora, id: body.id };
  }
  const reveal = (as: Person, orderId: string, keyId: string, instance = 0) =>
    shop.call('POST', `/orders/${orderId}/keys/${keyId}/reveal`, { as, instance });
  const mailsOf = async ({ id }: Person) =>
    (
      await shop.database.query<{ template: string }>(
        `select template from orders.mails where user_id = $1 order by template`,
        [id],
      )
    ).map(({ template }) => template);
  const eventTypes = async (id: string) => (await shop.events(id)).map(({ type }) => type);

  it('are pending from the moment that the game is paid, and show one by one as they come', async () => {
    const { game, cora, id } = await bought(2);
    const before = await market.expectKeys(cora, id, { [game]: ['pending', 'pending'] });
    await market.moves(id, game, 1, 'paid');
    await market.delivers(id, game, 1);
    const after = await market.expectKeys(cora, id, { [game]: ['ready', 'pending'] });
    // An open page follows: the order has a newer version, and an event says so.
    expect(after.version).toBeGreaterThan(before.version);
    expect(await eventTypes(id)).toContain('order.keys_updated');
    expect(after.status).toBe('fulfilment_requested');
    const asStaff = await shop.call<{ items: unknown[] }>('GET', `/admin/orders/${id}`, {
      as: staff,
    });
    expect(asStaff.body.items).toEqual(after.items);
  });

  it('complete the order by themselves once all are there, and the customer has one mail of them', async () => {
    const { game, cora, id } = await bought(3);
    await Promise.all([1, 2, 3].map((unit) => market.delivers(id, game, unit)));
    await market.expectKeys(cora, id, { [game]: ['ready', 'ready', 'ready'] });
    await eventually(async () => expect((await market.orderOf(cora, id)).status).toBe('completed'));
    expect((await eventTypes(id)).filter((type) => type === 'order.completed')).toHaveLength(1);
    await eventually(async () => expect(await mailsOf(cora)).toContain('keys_ready'));
    const told = await shop.database.query<{ data: Record<string, unknown> }>(
      `select data from orders.mails where user_id = $1 and template = 'keys_ready'`,
      [cora.id],
    );
    expect(told.reduce((sum, { data }) => sum + Number(data['units']), 0)).toBe(3);
  });

  it('are shown to their owner alone, on a click that is on record, again and again', async () => {
    const { game, cora, id } = await bought(1);
    const { key } = await market.delivers(id, game, 1, 'AAAAA-BBBBB-CCCCC');
    const order = await market.expectKeys(cora, id, { [game]: ['ready'] });
    const { id: keyId } = order.items[0]!.keys![0]!;
    const mallory = await shop.customer();
    expect(await reveal(mallory, id, keyId)).toMatchObject({ status: 404 });
    expect(await reveal(staff, id, keyId)).toMatchObject({ status: 404 });
    expect(await reveal(cora, id, randomUUID())).toMatchObject({ status: 404 });
    for (const instance of [0, 1]) {
      const shown = await reveal(cora, id, keyId, instance);
      expect(shown).toMatchObject({ status: 200, body: { key, is_file: false } });
      expect(shown.headers.get('cache-control')).toBe('no-store');
    }
    const seen = await market.expectKeys(cora, id, { [game]: ['revealed'] });
    expect(seen.items[0]!.keys![0]!.revealed_at).not.toBeNull();
    const rows = await shop.database.query(
      `select new_values, changed_by, ip_address from audit.data_change_logs
        where table_name = 'key_reveals' and new_values ->> 'order_key_id' = $1`,
      [keyId],
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ changed_by: cora.id, ip_address: expect.any(String) });
    const kept = await shop.database.query(
      `select 1 from audit.data_change_logs where new_values::text like '%' || $1 || '%'
       union all select 1 from orders.outbox where payload::text like '%' || $1 || '%'`,
      [key],
    );
    expect(kept).toEqual([]);
  });

  it('can not be looked at without end by one account, and stay unseen while they can not be read', async () => {
    const { game, cora, id } = await bought(1);
    await market.delivers(id, game, 1);
    const order = await market.expectKeys(cora, id, { [game]: ['ready'] });
    const { id: keyId } = order.items[0]!.keys![0]!;
    sync.answering = false;
    expect(await reveal(cora, id, keyId)).toMatchObject({ status: 503 });
    await market.expectKeys(cora, id, { [game]: ['ready'] });
    sync.answering = true;
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) statuses.push((await reveal(cora, id, keyId)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 429]);
  });

  it('that can not be had give the money of their unit back, once, whatever comes again', async () => {
    const { game, cora, id } = await bought(2);
    const refund = await market.moves(id, game, 2, 'refund');
    await market.expectKeys(cora, id, { [game]: ['pending', 'refunded'] });
    await market.tell(refund);
    await market.tell({ ...refund, version: refund.version + 1 });
    await market.delivers(id, game, 1);
    const order = await market.expectKeys(cora, id, { [game]: ['ready', 'refunded'] });
    expect(order.refunds).toMatchObject([
      { reason: 'key_unavailable', amount: { amount: '10.00' }, status: 'settled' },
    ]);
    expect(await shop.balanceOf(cora)).toBe(9_000);
    // The other unit was delivered: the order is complete.
    await eventually(async () => expect((await market.orderOf(cora, id)).status).toBe('completed'));
    await eventually(async () => {
      const mails = await mailsOf(cora);
      expect(mails).toEqual(['key_unavailable', 'keys_ready', 'order_completed', 'order_paid']);
    });
  });

  it('of which none can be had leave the order refunded', async () => {
    const { game, cora, id } = await bought(2);
    await Promise.all([1, 2].map((unit) => market.moves(id, game, unit, 'refund')));
    await market.expectKeys(cora, id, { [game]: ['refunded', 'refunded'] });
    expect(await market.orderOf(cora, id)).toMatchObject({
      status: 'refunded',
      refunded: { amount: '20.00' },
    });
    expect(await shop.balanceOf(cora)).toBe(10_000);
  });

  it('give back no more than staff have left of the order', async () => {
    const { game, part, cora, id } = await bought(1, true);
    const amount = { amount: '15.00', currency: 'EUR' };
    await shop.call('POST', `/admin/orders/${id}/refunds`, {
      as: staff,
      body: { reason: 'Goodwill', amount },
      headers: { 'idempotency-key': id },
    });
    await market.moves(id, game, 1, 'refund');
    await market.expectKeys(cora, id, { [game]: ['refunded'], [part]: [] });
    await eventually(async () =>
      expect(await market.orderOf(cora, id)).toMatchObject({ status: 'refunded' }),
    );
    expect(await shop.balanceOf(cora)).toBe(10_000);
  });

  it('and a parcel are both needed: staff complete the order when the keys are there', async () => {
    const { game, part, cora, id } = await bought(1, true);
    const complete = () =>
      shop.call('POST', `/admin/orders/${id}/complete`, { as: staff, body: {} });
    expect(await complete()).toMatchObject({
      status: 409,
      body: { code: 'keys_outstanding', pending: 1 },
    });
    await market.delivers(id, game, 1);
    const order = await market.expectKeys(cora, id, { [game]: ['ready'], [part]: [] });
    expect(order.status).toBe('fulfilment_requested');
    expect(await complete()).toMatchObject({ status: 200, body: { status: 'completed' } });
  });

  const handOver = (id: string) =>
    shop.call('POST', `/admin/orders/${id}/hand-over`, { as: staff, body: {} });
  const ends = (as: Person, id: string, status: string) =>
    eventually(async () => expect(await market.orderOf(as, id)).toMatchObject({ status }));

  it('that come after the parcel complete the order, the last one or its refund', async () => {
    const { game, part, cora, id } = await bought(2, true);
    const first = await handOver(id);
    expect(first).toMatchObject({
      status: 200,
      body: { status: 'fulfilment_requested', parcel_handed_over_at: expect.any(String) },
    });
    // Twice the same click is one parcel.
    expect((await handOver(id)).body).toEqual(first.body);
    expect(await eventTypes(id)).toEqual(
      expect.arrayContaining(['order.parcel_handed_over', 'order.fulfilment_requested']),
    );
    await market.delivers(id, game, 1);
    const waiting = { [game]: ['ready', 'pending'], [part]: [] };
    expect((await market.expectKeys(cora, id, waiting)).status).toBe('fulfilment_requested');
    await market.moves(id, game, 2, 'refund');
    await ends(cora, id, 'completed');
    const types = await eventTypes(id);
    expect(types.filter((type) => type === 'order.parcel_handed_over')).toHaveLength(1);
    expect(await mailsOf(cora)).toEqual(
      expect.arrayContaining(['order_handed_over', 'order_completed']),
    );
  });

  it('of which none came leave an order whose parcel went out complete, in either order', async () => {
    const before = await bought(1, true);
    await market.moves(before.id, before.game, 1, 'refund');
    await market.expectKeys(before.cora, before.id, {
      [before.game]: ['refunded'],
      [before.part]: [],
    });
    expect(await handOver(before.id)).toMatchObject({ body: { status: 'completed' } });
    const after = await bought(1, true);
    await handOver(after.id);
    await market.moves(after.id, after.game, 1, 'refund');
    await ends(after.cora, after.id, 'completed');
  });

  it('of a game that was free end its order as well when they can not be had', async () => {
    const { game, cora, id } = await bought(2, false, 0);
    await market.moves(id, game, 1, 'refund');
    await market.expectKeys(cora, id, { [game]: ['refunded', 'pending'] });
    expect((await market.orderOf(cora, id)).status).toBe('fulfilment_requested');
    await market.moves(id, game, 2, 'refund');
    await ends(cora, id, 'refunded');
    await eventually(async () => expect(await mailsOf(cora)).toContain('key_unavailable'));
    expect(await shop.balanceOf(cora)).toBe(10_000);
  });

  it('that staff replace are followed by the new one, and an old delivery changes nothing', async () => {
    const { game, cora, id } = await bought(1);
    const { delivery: first } = await market.delivers(id, game, 1);
    await market.expectKeys(cora, id, { [game]: ['ready'] });
    const { key } = await market.delivers(id, game, 1);
    const order = await market.expectKeys(cora, id, { [game]: ['replaced', 'ready'] });
    await market.hand(first);
    await market.hand({ ...first, key_id: randomUUID() });
    const [old, current] = order.items[0]!.keys!;
    expect(await reveal(cora, id, old!.id)).toMatchObject({
      status: 409,
      body: { code: 'key_not_ready', key_status: 'replaced' },
    });
    expect((await reveal(cora, id, current!.id)).body).toEqual({ key, is_file: false });
    await market.expectKeys(cora, id, { [game]: ['replaced', 'revealed'] });
  });

  it('are not shown any more once all the money is back, unless they were seen before', async () => {
    const { game, cora, id } = await bought(2);
    await Promise.all([1, 2].map((unit) => market.delivers(id, game, unit)));
    const order = await market.expectKeys(cora, id, { [game]: ['ready', 'ready'] });
    const [seen, unseen] = order.items[0]!.keys!;
    expect((await reveal(cora, id, seen!.id)).status).toBe(200);
    // A shopper can't call it off any more; staff can give the money back.
    expect((await shop.call('POST', `/orders/${id}/cancel`, { as: cora })).status).toBe(409);
    const refund = await shop.call('POST', `/admin/orders/${id}/refunds`, {
      as: staff,
      body: { reason: 'Goodwill' },
      headers: { 'idempotency-key': id },
    });
    expect(refund.status).toBe(201);
    expect((await reveal(cora, id, seen!.id)).status).toBe(200);
    expect(await reveal(cora, id, unseen!.id)).toMatchObject({
      status: 409,
      body: { code: 'key_not_ready' },
    });
  });

  it('of a unit that was not ordered, or that move back, are refused by the database', async () => {
    const { game, cora, id } = await bought(1);
    await market.delivers(id, game, 1);
    await market.expectKeys(cora, id, { [game]: ['ready'] });
    for (const sql of [
      `insert into orders.order_keys (id, order_id, part_id, unit) values (gen_random_uuid(), $1, ${game}, 2)`,
      `update orders.order_keys set status = 'pending', key_id = null where order_id = $1`,
      `delete from orders.order_keys where order_id = $1`,
    ]) {
      await expect(shop.database.query(sql, [id])).rejects.toMatchObject({ code: '23000' });
    }
    await expect(
      shop.database.query(
        `insert into orders.order_keys (id, order_id, part_id, unit) values (gen_random_uuid(), $1, ${game}, 1)`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23505' });
  });
});
