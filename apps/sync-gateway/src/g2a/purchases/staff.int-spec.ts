import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callUrl, eventually } from '@tandem/testing';
import { randomUUID } from 'node:crypto';
import { Games, USER } from './spec-support.js';

interface View {
  purchase_id: string;
  order_id: string;
  state: string;
  reason: string | null;
  key_id: string | null;
  code?: string;
}

describe('staff, of a purchase of a game key', () => {
  let games: Games;
  let token: string;
  beforeAll(async () => {
    games = await Games.open({ G2A_SOLD_OUT_RETRY_MS: '600000' });
    token = await tokenWith('orders:read', 'orders:write');
  });
  afterAll(() => games?.close());

  const tokenWith = (...permissions: string[]) =>
    games.gateway.tokens.tokenFor({ userId: USER, permissions });
  const call = (method: string, path: string, body?: object, as = token) =>
    games.gateway.call<View & { items: View[]; next_cursor: string | null; errors?: object[] }>(
      method,
      `/admin/game-keys${path}`,
      { body, as: { token: as } },
    );
  const act = (id: string, what: string, key: object = { key: 'K' }, as = token) =>
    call('POST', `/${id}/${what}`, what === 'upload' ? key : undefined, as);

  /** An order at G2A that was told to be paid, of which nobody knows. */
  async function unclear(): Promise<{ order: string; id: string }> {
    await games.spoil('PUT', '/v1/order/pay/*', { drop: true });
    const order = await games.ordered(await games.part());
    const [purchase] = await games.settled(order, 'needs_staff payment_unclear');
    return { order, id: purchase!.id };
  }

  /** Its key was handed out by G2A to somebody who has died since. */
  async function taken(): Promise<{ order: string; id: string; key: string }> {
    await games.spoil('GET', '/v1/order/key/*', { applied: true, drop: true });
    const order = await games.ordered(await games.part());
    const [purchase] = await games.settled(order, 'needs_staff key_taken');
    const [sim] = await games.simOrders(order);
    return { order, id: purchase!.id, key: sim!.key };
  }

  it('list what waits for them, a page at a time and without a key', async () => {
    const order = await games.ordered(await games.part(), { units: 3 });
    await games.settled(order, 'delivered', 3);
    const first = await call('GET', `?order_id=${order}&limit=2`);
    const rest = await call('GET', `?order_id=${order}&limit=2&cursor=${first.body.next_cursor}`);
    const seen = [...first.body.items, ...rest.body.items];
    expect([first.body.items.length, rest.body.next_cursor]).toEqual([2, null]);
    expect(new Set(seen.map(({ purchase_id }) => purchase_id)).size).toBe(3);
    for (const { key } of await games.keys(order)) expect(JSON.stringify(seen)).not.toContain(key);
    expect((await call('GET', `?order_id=${order}&state=needs_staff`)).body.items).toEqual([]);
    expect((await call('GET', '?state=lost')).status).toBe(422);
  });

  it('find them by why they wait and by the name of the game, as it is written', async () => {
    const order = await games.ordered(812_345);
    await games.settled(order, 'needs_staff not_linked');
    const found = async (query: string) =>
      (await call('GET', query)).body.items.map(({ order_id }) => order_id);
    expect(await found('?reason=not_linked&q=ame_812')).toEqual([order]);
    expect(await found('?reason=sold_out&q=ame_812')).toEqual([]);
    expect(await found('?q=ame%25812')).toEqual([]);
    expect(await found('?q=GAME_812345')).toEqual([order]);
  });

  it('may do so with the permissions for it only', async () => {
    const reader = await tokenWith('orders:read');
    const other = await tokenWith('stock:write');
    expect((await call('GET', '', undefined, reader)).status).toBe(200);
    expect((await call('GET', '', undefined, other)).status).toBe(403);
    for (const what of ['retry', 'replace', 'refund', 'upload']) {
      expect((await act(randomUUID(), what, { key: 'K' }, reader)).status).toBe(403);
      expect((await act(randomUUID(), what)).status).toBe(404);
    }
  });

  it('have an unclear payment asked about again, and it is not paid a second time', async () => {
    const { order, id } = await unclear();
    expect(await act(id, 'retry')).toMatchObject({ status: 200 });
    await eventually(async () => expect((await games.purchases(order))[0]!.version).toBe(6));
    await games.settled(order, 'needs_staff payment_unclear');
    expect(await games.simOrders(order)).toMatchObject([{ payments: 0, pay_calls: 0 }]);
    const asked = await games.gateway.g2a.asked(
      'PUT',
      `/v1/order/pay/${(await games.simOrders(order))[0]!.order_id}`,
    );
    expect(asked).toHaveLength(1);
  });

  it('have another key bought for one that was lost: the first is written off under their name', async () => {
    const { order, id, key } = await taken();
    expect(await act(id, 'replace')).toMatchObject({ status: 200 });
    await games.settled(order, 'delivered');
    expect(await games.simOrders(order)).toMatchObject([{ payments: 1 }, { payments: 1 }]);
    const [mine] = await games.keys(order);
    expect(mine!.key).not.toBe(key);
    const audited = await games.gateway.database.query<{ state: string; changed_by: string }>(
      `select l.new_values->>'state' as state, l.changed_by from audit.data_change_logs l join sync.g2a_orders o on o.id::text = l.record_id
        where l.table_name = 'g2a_orders' and l.operation = 'UPDATE' and o.purchase_id = $1 and l.new_values->>'state' = 'written_off'`,
      [id],
    );
    expect(audited).toEqual([{ state: 'written_off', changed_by: USER }]);
  });

  it('have a bad key replaced; it can be shown until the new one is there, and not after', async () => {
    const order = await games.ordered(await games.part(131));
    const [purchase] = await games.settled(order, 'delivered');
    const [old] = await games.keys(order);
    await games.product(131, { qty: 0 });
    await act(purchase!.id, 'replace');
    await games.settled(order, 'wanted');
    expect(await games.reveal(old!.id, order)).toMatchObject({ body: { key: old!.key } });
    await games.product(131, { qty: 10 });
    await games.settled(order, 'delivered');
    const [fresh] = await games.keys(order);
    expect(fresh!.key).not.toBe(old!.key);
    expect(await games.reveal(old!.id, order)).toMatchObject({
      status: 404,
      body: { code: 'key_not_found' },
    });
    const [delivered] = await games.gateway.database.query<{ replaces: string }>(
      `select payload->>'replaces' as replaces from sync.outbox where type = 'g2a.key.delivered' and aggregateid = $1 order by seq desc limit 1`,
      [purchase!.id],
    );
    expect(delivered!.replaces).toBe(old!.id);
  });

  it('upload a key by hand, which is checked and stored like any other', async () => {
    const { order, id } = await taken();
    expect(await act(id, 'upload', { key: '' })).toMatchObject({ status: 422 });
    expect(await act(id, 'upload', { key: 'no picture!', is_file: true })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'key', message: 'must be a picture in base64' }] },
    });
    expect((await act(id, 'upload', { key: 'K'.repeat(1_001) })).status).toBe(422);
    expect(await act(id, 'upload', { key: ' HAND-MADE KEY ' })).toMatchObject({
      status: 200,
      body: { state: 'delivered', reason: null },
    });
    expect(await games.keys(order)).toMatchObject([{ key: 'HAND-MADE KEY', is_file: false }]);
    const picture = Buffer.alloc(400_000, 7).toString('base64');
    expect((await act(id, 'upload', { key: picture, is_file: true })).status).toBe(200);
    expect(await games.keys(order)).toMatchObject([{ key: picture, is_file: true }]);
  });

  it('give up on one, and its money goes back; that ends it', async () => {
    const { order, id } = await unclear();
    expect(await act(id, 'refund')).toMatchObject({ body: { state: 'refund', reason: 'staff' } });
    await games.settled(order, 'refund staff');
    for (const what of ['retry', 'replace', 'refund', 'upload']) {
      expect(await act(id, what)).toMatchObject({
        status: 409,
        body: { code: 'purchase_over', state: 'refund' },
      });
    }
  });

  it('can’t touch what the shop is paying this moment', async () => {
    await games.gateway.g2a.control('settings', { pending_ms: 600_000 });
    const order = await games.ordered(await games.part());
    const [purchase] = await games.settled(order, 'paid');
    const { id } = purchase!;
    expect(await act(id, 'refund')).toMatchObject({ status: 409, body: { code: 'purchase_paid' } });
    expect(await act(id, 'replace')).toMatchObject({ body: { code: 'purchase_running' } });
    expect(await act(id, 'upload')).toMatchObject({
      body: { code: 'purchase_running' },
    });
    await games.gateway.g2a.control('settings', { pending_ms: 0 });
    expect(await act(id, 'retry')).toMatchObject({ status: 200 });
    await games.settled(order, 'delivered');
  });

  it('saves purchases as a file, without a key, with the filters of the list', async () => {
    const { id } = await unclear();
    const file = async (query: string, as = token) =>
      games.gateway.call<string>('GET', `/admin/game-keys.csv${query}`, { as: { token: as } });
    const rows = (await file('?reason=payment_unclear')).body.trimEnd().split('\n').slice(1);
    const { items } = (await call('GET', '?reason=payment_unclear&limit=100')).body;
    expect(rows.map((row) => row.split(',')[0])).toEqual(items.map((one) => one.purchase_id));
    expect(rows[0]).toContain(id);
    expect((await file('', await tokenWith('content:read'))).status).toBe(403);
  });
});

describe('a bought key', () => {
  let games: Games;
  beforeAll(async () => {
    games = await Games.open();
  });
  afterAll(() => games?.close());

  it('is shown for its own order only, to the order service only, and each time is on record', async () => {
    const order = await games.ordered(await games.part());
    await games.settled(order, 'delivered');
    const [stored] = await games.keys(order);
    const { id, key } = stored!;
    expect(await games.reveal(id, order)).toMatchObject({ status: 200, body: { key } });
    const missing = { status: 404, body: { code: 'key_not_found' } };
    expect(await games.reveal(id, randomUUID())).toMatchObject(missing);
    expect(await games.reveal(randomUUID(), order)).toMatchObject(missing);
    const body = { order_id: order, revealed_by: USER };
    const path = `/game-keys/${id}/reveal`;
    expect((await games.gateway.sendAs('catalog', 'POST', path, { body })).status).toBe(403);
    const url = `${games.gateway.instances[0]!.url}/internal${path}`;
    expect((await callUrl('POST', url, { body })).status).toBe(401);
    const shown = await games.gateway.database.query<{
      by: string;
      reveals: number;
      changed_by: string;
    }>(
      `select new_values->>'revealed_by' as by, (new_values->>'reveals')::int as reveals, changed_by from audit.data_change_logs
        where table_name = 'game_keys' and operation = 'UPDATE' and record_id = $1 order by id`,
      [id],
    );
    expect(shown).toEqual([
      { by: USER, reveals: 1, changed_by: USER },
      { by: USER, reveals: 2, changed_by: USER },
    ]);
  });
});
