import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { startStack, type StackHandle } from '@tandem/stack';
import { eventually, holdRelay } from '@tandem/testing';
import pg from 'pg';
import { call, Staff } from './client.js';
import { testHome } from './home.js';

interface Told {
  name: string;
  about: string;
  runbook: string;
}

interface Sample {
  metric: Record<string, string>;
  /** When, and how much. */
  value: [number, string];
}

const ROOT = join(import.meta.dirname, '..', '..');
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
  /** What Prometheus answers to a query. */
  async function ask(query: string): Promise<Sample[]> {
    const url = `${stack.info.observed!.prometheus}/api/v1/query?query=${encodeURIComponent(query)}`;
    return (await call<{ data: { result: Sample[] } }>(url)).body.data.result;
  }
  const value = async (query: string) => Number((await ask(query))[0]?.value[1] ?? 0);
  const isTold = (state: 'open' | 'past', name: string, about: string, runbook: string) =>
    eventually(
      async () =>
        expect(await told(state)).toContainEqual(
          expect.objectContaining({ name, about, runbook: `docs/runbooks/${runbook}.md` }),
        ),
      SLOW,
    );
  /** Nobody publishes what this schema has to tell, until what is returned is called. */
  async function holdOutbox(schema: string): Promise<() => Promise<unknown>> {
    await holdRelay(database, schema);
    return () =>
      database.query('select pg_advisory_unlock(hashtext($1), hashtext($2))', [
        'tandem_outbox',
        schema,
      ]);
  }
  const warehouse = (path: string, body: object) =>
    call(`${stack.info.simulators['inventory']}/_sim/${path}`, { method: 'POST', body });

  it('Prometheus and Alertmanager run beside it, and Prometheus reads it', async () => {
    expect(stack.info.observed).not.toBeNull();
    await eventually(async () => {
      expect((await ask('outbox_unpublished')).length).toBeGreaterThanOrEqual(6);
    }, SLOW);
  });

  it('edits reach pages late: the alert’s runbook leads whoever has never seen the shop to what is slow', async () => {
    const { items } = (
      await call<{ items: { id: number }[] }>(`${stack.info.shop}/api/v1/parts?limit=5`)
    ).body;
    const edit = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        const url = `${stack.info.admin}/api/v1/admin/parts/${items[n % items.length]!.id}/stock`;
        const body = { current_stock: 100 + n };
        expect((await call(url, { method: 'PUT', token: staff.token, body })).status).toBe(200);
      }
    };
    await edit(5);
    // Prometheus has to have seen the counter before it grows.
    await eventually(
      async () => expect(await value('sum(database_sync_latency_ms_count)')).toBeGreaterThan(0),
      SLOW,
    );
    const publishAgain = await holdOutbox('inventory');
    await edit(60);
    await eventually(
      async () => expect(await value('max(outbox_oldest_age_seconds)')).toBeGreaterThan(2),
      SLOW,
    );
    await publishAgain();
    await isTold('open', 'EditsReachPagesLate', '', 'edits-reach-pages-late');

    // What was slow is slow again when somebody looks.
    const publishInTheEnd = await holdOutbox('inventory');
    await edit(1);
    const began = performance.now();
    const alert = (await told('open')).find(({ name }) => name === 'EditsReachPagesLate')!;
    const page = readFileSync(join(ROOT, alert.runbook), 'utf8');
    const [step = ''] = /^1\. .*$/m.exec(page.split('## Diagnosis')[1]!) ?? [];
    const [outbox = ''] = [...step.matchAll(/`([^`]+)`/g)].map(([, query]) => query!);
    await eventually(async () => {
      const slow = (await ask(outbox)).filter(({ value: [, seconds] }) => Number(seconds) > 1);
      expect(slow.map(({ metric }) => metric['schema'])).toEqual(['inventory']);
    }, SLOW);
    const found = (performance.now() - began) / 1_000;
    process.stderr.write(`from the alert to its cause: ${found.toFixed(1)} s\n`);
    await publishInTheEnd();
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
    const publishAgain = await holdOutbox('catalog');
    await database.query(
      `insert into catalog.outbox (id, aggregatetype, aggregateid, type, topic, payload, version, created_at)
       values ($1, 'note', '1', 'note.taken', 'tandem.notes', '{}', 1, clock_timestamp() - interval '10 minutes')`,
      [randomUUID()],
    );
    const waits = ['EventsWaitInOutbox', 'schema catalog', 'events-wait-in-outbox'] as const;
    await isTold('open', ...waits);
    await publishAgain();
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
