import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { eventually } from '@tandem/testing';
import { randomUUID } from 'node:crypto';
import { notify, told } from '../../g2a/order-webhooks/spec-support.js';
import { Gateway } from '../../testing/gateway.js';

interface Item {
  id: number;
  source: string;
  subject: string;
  state: string;
  processed_at: string | null;
  last_error: string | null;
  payload: Record<string, string>;
}
interface Page {
  items: Item[];
  next_cursor: string | null;
}

describe('the inbox that staff see', () => {
  let gateway: Gateway;
  let reader: { token: string };
  let writer: { token: string };
  beforeAll(async () => {
    gateway = await Gateway.open({ env: { WEBHOOK_INBOX_DAYS: '10' } });
    reader = { token: await gateway.tokens.tokenFor({ permissions: ['sync:read'] }) };
    writer = { token: await gateway.tokens.tokenFor({ permissions: ['sync:write'] }) };
  });
  afterAll(() => gateway?.close());

  const list = async (query = ''): Promise<Page> => {
    const { status, body } = await gateway.send<Page>('GET', `/api/v1/admin/webhooks${query}`, {
      as: reader,
    });
    expect(status).toBe(200);
    return body;
  };
  const replay = (id: number | string, as: { token: string } = writer) =>
    gateway.send('POST', `/api/v1/admin/webhooks/${id}/replay`, { as });

  it('shows what came from whom and what became of it, without signatures', async () => {
    const payment = await gateway.begun();
    await gateway.g2a.pay(payment);
    await eventually(async () => expect((await gateway.row(payment))!.status).toBe('complete'));
    await eventually(async () =>
      expect((await gateway.notifications(payment))[0]!.state).toBe('applied'),
    );
    const event = told('801');
    await notify(gateway, event);
    await eventually(async () =>
      expect((await list('?source=g2a.orders')).items).toMatchObject([
        { subject: '801', state: 'received', last_error: 'order_unknown', processed_at: null },
      ]),
    );
    const { items } = await list();
    expect(items.map(({ source }) => source)).toEqual(['g2a.orders', 'g2a.ipn']);
    expect(items[0]!.payload).toEqual(event);
    expect(items[1]).toMatchObject({ subject: payment, state: 'applied', times_received: 1 });
    expect(Object.keys(items[1]!.payload).sort()).toEqual([
      'amount',
      'currency',
      'refundedAmount',
      'status',
      'transactionId',
      'userOrderId',
    ]);
    expect((await list('?state=applied')).items.map(({ subject }) => subject)).toEqual([payment]);
  });

  it('is read page by page', async () => {
    for (let n = 0; n < 5; n += 1) await notify(gateway, told(`81${n}`));
    const first = await list('?source=g2a.orders&limit=2');
    expect(first.items.map(({ subject }) => subject)).toEqual(['814', '813']);
    const second = await list(`?source=g2a.orders&limit=2&cursor=${first.next_cursor}`);
    expect(second.items.map(({ subject }) => subject)).toEqual(['812', '811']);
  });

  it('has a notification dealt with again, which is on record', async () => {
    const event = told('820');
    await notify(gateway, event);
    const [{ id }] = (await list('?limit=1')).items as [Item];
    await gateway.database.query(
      `update sync.webhook_inbox set state = 'given_up', settled_at = now() where id = $1`,
      [id],
    );
    expect((await replay(id)).status).toBe(202);
    await eventually(async () =>
      expect((await list('?limit=1')).items).toMatchObject([
        { id, state: 'received', last_error: 'order_unknown', processed_at: null },
      ]),
    );
    const rows = await gateway.database.query<{ changed_by: string; new_values: object }>(
      `select changed_by, new_values from audit.data_change_logs where table_name = 'webhook_inbox' and record_id = $1`,
      [String(id)],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.changed_by).toMatch(/^[0-9a-f-]{36}$/);
    expect(rows[0]!.new_values).toMatchObject({ replays: 1, replayed_by: rows[0]!.changed_by });
    expect(rows[0]!.new_values).not.toHaveProperty('raw');
  });

  it('is cleared of what was dealt with days ago, however much that is, and never of what waits', async () => {
    const MANY = 2_500;
    const inbox = (name: string, count: number, state: string, days: number) =>
      gateway.database.query(
        `insert into sync.webhook_inbox (source, digest, event_type, subject, reference, raw, state, received_at, settled_at)
         select 'g2a.orders', $1 || n, 'order.status_changed', $1, '', '{}', $3, now() - interval '90 days',
                case when $3 <> 'received' then now() - make_interval(days => $4) end
           from generate_series(1, $2::int) n`,
        [name, count, state, days],
      );
    await inbox('old', MANY, 'applied', 11);
    await inbox('old refused', 1, 'refused', 11);
    await inbox('old given up', 1, 'given_up', 11);
    await inbox('recent', 1, 'applied', 9);
    await inbox('waiting', 1, 'received', 11);
    await gateway.instances[0]!.app.get(Retention).run('forget-settled-notifications');
    const left = await gateway.database.query<{ subject: string }>(
      `select subject from sync.webhook_inbox where subject ~ '^(old|recent|waiting)' order by subject`,
    );
    expect(left.map(({ subject }) => subject)).toEqual(['recent', 'waiting']);
  });

  it('is closed to whoever may not see it, and says what is not there', async () => {
    expect((await replay(1, reader)).status).toBe(403);
    expect((await gateway.send('GET', '/api/v1/admin/webhooks', { as: writer })).status).toBe(403);
    expect((await gateway.send('GET', '/api/v1/admin/webhooks')).status).toBe(401);
    expect((await replay(99_999)).status).toBe(404);
    expect((await replay(randomUUID())).status).toBe(422);
  });
});
