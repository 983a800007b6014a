import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { startStack, type StackHandle } from '@tandem/stack';
import { eventually } from '@tandem/testing';
import pg from 'pg';
import { call, Staff } from './client.js';
import { testHome } from './home.js';

interface Told {
  name: string;
  about: string;
  runbook: string;
}

const SLOW = { timeoutMs: 120_000 };

/**
 * Real: the whole product, Prometheus and Alertmanager with the rules of deploy/prometheus. A rule tells at once here; how long
 * each waits, and those that nobody can set off in seconds, are tried by promtool.
 */
describe('alerts of a shop that is observed', () => {
  let stack: StackHandle;
  let staff: Staff;
  let database: pg.Client;

  beforeAll(async () => {
    stack = await startStack({
      home: testHome('alerts'),
      mode: 'standalone',
      frontDoors: 'free',
      observe: { everySeconds: 1, impatient: true },
    });
    staff = await Staff.signIn(stack.info.admin);
    database = new pg.Client({ connectionString: stack.info.postgres });
    await database.connect();
  });
  afterAll(async () => {
    await database?.end();
    await stack?.stop();
  });

  async function told(state: 'open' | 'past'): Promise<Told[]> {
    const url = `${stack.info.admin}/api/v1/admin/alerts?state=${state}&limit=100`;
    return (await call<{ items: Told[] }>(url, { token: staff.token })).body.items;
  }
  const isTold = (state: 'open' | 'past', name: string, about: string, runbook: string) =>
    eventually(
      async () =>
        expect(await told(state)).toContainEqual(
          expect.objectContaining({ name, about, runbook: `docs/runbooks/${runbook}.md` }),
        ),
      SLOW,
    );
  const warehouse = (path: string, body: object) =>
    call(`${stack.info.simulators['inventory']}/_sim/${path}`, { method: 'POST', body });

  it('Prometheus and Alertmanager run beside it, and Prometheus reads it', async () => {
    expect(stack.info.observed).not.toBeNull();
    await eventually(async () => {
      const url = `${stack.info.observed!.prometheus}/api/v1/query?query=outbox_unpublished`;
      const { data } = (await call<{ data: { result: unknown[] } }>(url)).body;
      expect(data.result.length).toBeGreaterThanOrEqual(6);
    }, SLOW);
  });

  it('a message that can’t be read becomes a dead letter, and staff hear of it', async () => {
    await database.query(
      `insert into inventory.outbox (id, aggregatetype, aggregateid, type, topic, payload, version)
       values ($1, 'stock', '1', 'stock.updated', $2, '{}', 1)`,
      [randomUUID(), TOPICS.stock],
    );
    await isTold('open', 'DeadLettersWait', 'consumer realtime-gateway', 'dead-letters-wait');
  });

  it('the alert has opened an incident, of which the public reads what staff write for it', async () => {
    const path = `${stack.info.admin}/api/v1/admin/incidents`;
    const { token } = staff;
    const { items } = (await call<{ items: { id: string }[] }>(`${path}?state=open`, { token }))
      .body;
    expect(items).toHaveLength(1);
    const url = `${path}/${items[0]!.id}`;
    const { entries } = (await call<{ entries: object[] }>(url, { token })).body;
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
    const added = await call(`${url}/entries`, { method: 'POST', token, body });
    expect(added.status).toBe(201);
    await eventually(async () =>
      expect((await status()).incidents).toMatchObject([
        { title: 'Pages follow late', ended_at: null, updates: [{ text: said }] },
      ]),
    );
  });

  it('nobody publishes: staff hear of it, and that it is over', async () => {
    const lock = 'pg_try_advisory_lock(hashtext($1), hashtext($2)) as taken';
    const names = ['tandem_outbox', 'catalog'];
    await eventually(async () => {
      await database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'relay-catalog'`,
      );
      const { rows } = await database.query<{ taken: boolean }>(`select ${lock}`, names);
      expect(rows[0]!.taken).toBe(true);
    }, SLOW);
    await database.query(
      `insert into catalog.outbox (id, aggregatetype, aggregateid, type, topic, payload, version, created_at)
       values ($1, 'note', '1', 'note.taken', 'tandem.notes', '{}', 1, clock_timestamp() - interval '10 minutes')`,
      [randomUUID()],
    );
    const waits = ['EventsWaitInOutbox', 'schema catalog', 'events-wait-in-outbox'] as const;
    await isTold('open', ...waits);
    await database.query('select pg_advisory_unlock(hashtext($1), hashtext($2))', names);
    await isTold('past', ...waits);
  });

  it('the warehouse does not answer: staff hear of it, and that it is over', async () => {
    await database.query(`update sync.sources set stale_after_ms = 300 where source = 'warehouse'`);
    await warehouse('faults', { path: '/v1/stock', status: 503, times: 1_000_000 });
    await isTold('open', 'FeedIsStale', 'source warehouse', 'feed-is-stale');
    await database.query(
      `update sync.sources set stale_after_ms = 3600000 where source = 'warehouse'`,
    );
    await warehouse('faults/clear', {});
    await isTold('past', 'FeedIsStale', 'source warehouse', 'feed-is-stale');
  });

  it('a hold whose order is gone is found by the check, and staff hear of it', async () => {
    await database.query(
      `insert into inventory.reservations (id, order_id, expires_at)
       values ($1, gen_random_uuid(), now() + interval '1 hour')`,
      [randomUUID()],
    );
    const started = await call(`${stack.info.admin}/api/v1/admin/consistency/check`, {
      method: 'POST',
      token: staff.token,
      body: { checks: ['holds that outlived their order'] },
    });
    expect(started.status).toBe(202);
    await isTold('open', 'RecordsDisagree', '', 'records-disagree');
  });
});
