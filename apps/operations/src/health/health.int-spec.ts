import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { SERVICES } from '@tandem/config';
import { standIn, type StandIn } from '@tandem/testing';
import { OperationsBench } from '../testing/operations.js';
import type { HealthChangesPage, HealthDto } from './health.dto.js';
import { WatchHealth } from './watch-health.js';

interface Report {
  status: 'ok' | 'degraded' | 'unavailable';
  kafka: 'up' | 'down';
}

/** Real: the service and PostgreSQL. Servers stand for the services that are asked how they are. */
describe('the health of the services', () => {
  let bench: OperationsBench;
  let order: StandIn;
  let others: StandIn;
  let token: string;
  let said: Report | null = { status: 'ok', kafka: 'up' };

  beforeAll(async () => {
    const send = (response: { statusCode: number; end(text: string): unknown }, report: Report) => {
      response.statusCode = report.status === 'unavailable' ? 503 : 200;
      const check = { latency_ms: 1.5 };
      const checks = {
        postgres: { ...check, status: 'up', required: true },
        kafka: { ...check, status: report.kafka, required: false },
      };
      response.end(JSON.stringify({ status: report.status, checks }));
    };
    order = await standIn((_, response) => {
      if (said === null) response.destroy();
      else send(response, said);
    });
    others = await standIn((_, response) => send(response, { status: 'ok', kafka: 'up' }));
    const urls = SERVICES.map(({ name, prefix }) => [
      `${prefix}_URL`,
      name === 'order' ? order.url : others.url,
    ]);
    bench = await OperationsBench.open({ env: Object.fromEntries(urls) as Record<string, string> });
    token = await bench.tokens.tokenFor({ permissions: ['events:read'] });
  });
  beforeEach(async () => {
    said = { status: 'ok', kafka: 'up' };
    await look();
    await bench.database.query('delete from operations.health_changes');
  });
  afterAll(async () => {
    await bench?.close();
    await order?.close();
    await others?.close();
  });

  const watch = () => bench.instances[0]!.app.get(WatchHealth, { strict: false });
  const look = () => watch().look();
  const now = async (service: string) => {
    const { body } = await bench.call<HealthDto>('GET', '/admin/health', { as: { token } });
    return body.services.find((one) => one.service === service)!;
  };
  const changes = async (query = '') =>
    (await bench.call<HealthChangesPage>('GET', `/admin/health/changes${query}`, { as: { token } }))
      .body;
  const changesOfOrder = async () =>
    (await changes()).items
      .filter(({ service }) => service === 'order')
      .map(({ dependency, from_state, to_state }) => [dependency, from_state, to_state]);

  it('is shown with what each depends on, operations among them', async () => {
    expect(await now('order')).toMatchObject({
      state: 'up',
      dependencies: [
        { name: 'kafka', state: 'up', required: false },
        { name: 'postgres', state: 'up', required: true },
      ],
    });
    const { body } = await bench.call<HealthDto>('GET', '/admin/health', { as: { token } });
    expect(body.services.map(({ service }) => service)).toEqual(
      SERVICES.map(({ name }) => name as string).sort(),
    );
  });

  it('is put down when it changes, and not when it stays', async () => {
    await look();
    expect(await changesOfOrder()).toEqual([]);
    said = { status: 'degraded', kafka: 'down' };
    await look();
    const { since } = (await now('order')).dependencies[0]!;
    await look();
    expect(await changesOfOrder()).toEqual([['kafka', 'up', 'down']]);
    expect((await now('order')).dependencies[0]).toMatchObject({ state: 'down', since });
    said = { status: 'ok', kafka: 'up' };
    await look();
    expect(await changesOfOrder()).toEqual([
      ['kafka', 'down', 'up'],
      ['kafka', 'up', 'down'],
    ]);
  });

  it('of a service that is not ready, or does not answer, is down as a whole', async () => {
    said = { status: 'unavailable', kafka: 'up' };
    await look();
    expect((await now('order')).state).toBe('down');
    said = null;
    await look();
    expect(await changesOfOrder()).toEqual([[null, 'up', 'down']]);
    // What it depends on nobody has said.
    expect((await now('order')).dependencies).toHaveLength(2);
  });

  it('is put down once, however many rounds run at the same time', async () => {
    said = { status: 'degraded', kafka: 'down' };
    await Promise.all(Array.from({ length: 5 }, look));
    expect(await changesOfOrder()).toEqual([['kafka', 'up', 'down']]);
  });

  it('has changes that are walked page by page, and are forgotten after their days', async () => {
    for (const kafka of ['down', 'up', 'down'] as const) {
      said = { status: 'ok', kafka };
      await look();
    }
    const first = await changes('?limit=2');
    const second = await changes(`?limit=2&cursor=${first.next_cursor}`);
    expect(first.items).toHaveLength(2);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    await bench.database.query(
      `update operations.health_changes set at = now() - interval '91 days' where to_state = 'up'`,
    );
    await bench.database.query(
      `insert into operations.health_states (service, dependency, state, required, since, told_at)
       values ('gone', 'itself', 'up', true, now(), now() - interval '25 hours')`,
    );
    await bench.instances[0]!.app.get(Retention).run('forget-old-health');
    expect(await changesOfOrder()).toEqual([
      ['kafka', 'up', 'down'],
      ['kafka', 'up', 'down'],
    ]);
    expect(await now('gone')).toBeUndefined();
    expect(await now('order')).toBeDefined();
  });

  it('is for staff who may read events', async () => {
    const stranger = await bench.tokens.tokenFor({ permissions: ['orders:read'] });
    for (const path of ['/admin/health', '/admin/health/changes'])
      expect((await bench.call('GET', path, { as: { token: stranger } })).status).toBe(403);
  });
});
