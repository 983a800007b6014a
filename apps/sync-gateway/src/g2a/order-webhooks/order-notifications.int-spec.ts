import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@tandem/testing';
import { eventually } from '@tandem/testing';
import { randomUUID } from 'node:crypto';
import { Games } from '../purchases/spec-support.js';
import { known, notify, orderedAtG2a, ORDERS, signed, told } from './spec-support.js';

describe('notifications of orders at G2A', () => {
  let games: Games;
  beforeAll(async () => {
    // Without a notification nobody asks about a pending order for an hour.
    games = await Games.open({ G2A_PURCHASE_POLL_MS: '60000' }, 2);
  });
  afterAll(() => games?.close());

  const inbox = (subject: string) => games.gateway.notifications(subject);
  const settled = (subject: string, state: string) =>
    eventually(async () => {
      for (const row of await inbox(subject)) expect(row.state).toBe(state);
    });
  const refusals = async (): Promise<string[]> => {
    const rows = await games.gateway.database.query<{ wrong: string }>(
      `select detail->>'wrong' as wrong from sync.security_events
        where type = 'webhook_refused' and detail->>'source' = 'g2a.orders' order by id`,
    );
    return rows.map(({ wrong }) => wrong);
  };
  /** A paid order of ours that is pending at G2A. @returns its id and that of the order there. */
  async function pending(): Promise<{ order: string; atG2a: string }> {
    await games.gateway.g2a.control('settings', { pending_ms: 86_400_000 });
    const order = await games.ordered(await games.part());
    await games.settled(order, 'paid');
    await eventually(async () =>
      expect(await games.simOrders(order)).toMatchObject([{ status: 'pending' }]),
    );
    return { order, atG2a: (await games.simOrders(order))[0]!.order_id };
  }
  const complete = () => games.gateway.g2a.control('settings', { pending_ms: 0 });

  it('have the purchase looked at now, and only what G2A itself says counts', async () => {
    const { order, atG2a } = await pending();
    expect((await notify(games.gateway, told(atG2a))).status).toBe(202);
    await settled(atG2a, 'applied');
    await games.settled(order, 'paid');
    await complete();
    expect((await notify(games.gateway, told(atG2a, { status: 'pending' }))).status).toBe(202);
    await games.settled(order, 'delivered');
    await settled(atG2a, 'applied');
  });

  it('of the same event are kept once, however much at once they come', async () => {
    const { order, atG2a } = await pending();
    await complete();
    const event = told(atG2a);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => notify(games.gateway, event)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
    await games.settled(order, 'delivered');
    await settled(atG2a, 'applied');
    expect(await inbox(atG2a)).toEqual([{ state: 'applied', times_received: 20 }]);
    expect((await games.simOrders(order))[0]).toMatchObject({ pay_calls: 1, keys_handed_out: 1 });
  });

  it('of an order that the shop does not know yet wait for it', async () => {
    const { product, atG2a } = await orderedAtG2a(games);
    expect((await notify(games.gateway, told(atG2a))).status).toBe(202);
    const waits = () =>
      games.gateway.database.query<{ id: string }>(
        `select id from sync.webhook_inbox where subject = $1 and state = 'received' and last_error = 'order_unknown'`,
        [atG2a],
      );
    await eventually(async () => expect(await waits()).toHaveLength(1));
    await complete();
    const order = await known(games, { product, atG2a });
    const token = await games.gateway.tokens.tokenFor({ permissions: ['sync:write'] });
    const path = `/api/v1/admin/webhooks/${(await waits())[0]!.id}/replay`;
    expect((await games.gateway.send('POST', path, { as: { token } })).status).toBe(202);
    await settled(atG2a, 'applied');
    await games.settled(order, 'delivered');
  });

  it('that nobody has signed just now are refused and on record, and change nothing', async () => {
    const before = (await refusals()).length;
    const event = told('81');
    const now = Math.floor(Date.now() / 1_000);
    const nonce = randomUUID();
    expect((await notify(games.gateway, event, { nonce })).status).toBe(202);
    const forged = [
      await notify(games.gateway, event, { secret: 'another-secret' }),
      await notify(games.gateway, event, { timestamp: String(now - 400) }),
      await notify(games.gateway, event, { timestamp: String(now + 400) }),
      await notify(games.gateway, event, { nonce }),
      await games.gateway.send<Problem>('POST', ORDERS, { body: event }),
    ];
    for (const { status, body } of forged) {
      expect({ status, code: body.code }).toEqual({ status: 401, code: 'invalid_signature' });
    }
    expect((await refusals()).slice(before)).toEqual([
      'signature',
      'timestamp',
      'timestamp',
      'nonce',
      'headers',
    ]);
    expect(await inbox('81')).toEqual([{ state: 'received', times_received: 1 }]);
  });

  it('that are replayed at once are let in once', async () => {
    const text = JSON.stringify(told('82'));
    const headers = signed(text);
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => {
        const call = { body: text, headers, instance: n % 2 };
        return (await games.gateway.send('POST', ORDERS, call)).status;
      }),
    );
    expect(statuses.sort()).toEqual([202, ...(Array(9).fill(401) as number[])]);
    expect(await inbox('82')).toMatchObject([{ times_received: 1 }]);
  });

  it.each([
    ['an order that is none', { order_id: 'a b' }, 'order_id'],
    ['no event', { event_id: '' }, 'event_id'],
    ['another type', { type: 'order.created' }, 'type'],
    ['a status that is no word', { status: '<b>' }, 'status'],
    ['a time that is none', { occurred_at: 'yesterday' }, 'occurred_at'],
    ['more than is known', { key: 'x' }, 'key'],
  ])('with %s are refused and say why', async (_what, wrong, field) => {
    const { status, body } = await notify(games.gateway, told('83', wrong));
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'validation_failed' });
    expect(body.errors!.map((error) => error.field)).toContain(field);
  });

  it.each([
    ['no JSON', '{"event_id"', 400],
    ['nothing', '', 422],
    ['a list', '[]', 422],
    ['more than a notification has', JSON.stringify({ event_id: 'x'.repeat(9_000) }), 413],
  ])('that are %s are refused', async (_what, text, expected) => {
    expect((await notify(games.gateway, text)).status).toBe(expected);
  });
});
