import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ROLES } from '@tandem/auth-client';
import { eventually } from '@tandem/testing';
import type { Answer, Problem } from '@tandem/testing';
import { GatewayBench } from '../testing/gateway.js';
import type { FlagAnswersDto, FlagsPage, FlagView } from './flags.dto.js';

const FLAG = 'feature_fe_inventory_sync_fl_catalog_enabled';
const ADA = randomUUID();

/** Real: PostgreSQL, two instances and WebSockets. There is no Kafka and no Redis. */
describe('the feature flags', () => {
  let bench: GatewayBench;
  let staff: string;
  let reader: string;

  beforeAll(async () => {
    bench = await GatewayBench.open({ instances: 2, env: { KAFKA_BROKERS: '', REDIS_URL: '' } });
    staff = await bench.tokens.tokenFor({
      userId: ADA,
      name: 'Ada',
      permissions: [...ROLES.admin],
    });
    reader = await bench.tokens.tokenFor({ permissions: ['flags:read'] });
  });
  beforeEach(async () => {
    await bench.database.query('delete from realtime.feature_flags');
    await eventually(async () => expect([await answer(0), await answer(1)]).toEqual([true, true]));
  });
  afterAll(() => bench.close());

  const decide = <T = FlagView>(body: object, name = FLAG, as = staff): Promise<Answer<T>> =>
    bench.call<T>('PUT', `/admin/flags/${name}`, { body, as: { token: as } });
  const answer = async (instance: number, headers: Record<string, string> = {}) =>
    (await bench.call<FlagAnswersDto>('GET', '/flags', { instance, headers })).body.flags[FLAG];

  it('are listed with what they are for, who decided and what holds until somebody does', async () => {
    const list = async () =>
      (await bench.call<FlagsPage>('GET', '/admin/flags', { as: { token: reader } })).body;
    const undecided = { enabled: true, default: true, version: 0, updated_by_name: null };
    expect(await list()).toMatchObject({
      items: [{ name: FLAG, ...undecided }],
      next_cursor: null,
    });
    const rule = { enabled: true, percentage: 30, roles: ['stock', 'admin'] };
    const decided = await decide(rule);
    expect(decided.status).toBe(200);
    expect((await list()).items[0]).toEqual(decided.body);
    expect(decided.body).toMatchObject({
      ...{ enabled: true, percentage: 30, roles: ['admin', 'stock'], version: 1 },
      ...{ updated_by: ADA, updated_by_name: 'Ada', on_pages: true },
    });
    // What is left out stays as it is.
    expect((await decide({ enabled: false })).body).toMatchObject({
      ...{ enabled: false, percentage: 30, roles: ['admin', 'stock'], version: 2 },
    });
    expect((await decide({ enabled: true, percentage: null, roles: [] })).body).toMatchObject({
      ...{ percentage: null, roles: [], version: 3 },
    });
  });

  it('are decided by whoever may, and what makes no sense is refused by the name of its field', async () => {
    expect((await decide({ enabled: false }, FLAG, reader)).status).toBe(403);
    expect((await bench.call('GET', '/admin/flags')).status).toBe(401);
    expect((await decide({ enabled: false }, 'feature_that_nobody_knows')).status).toBe(404);
    const wrong = {
      enabled: 'yes',
      percentage: 101,
      roles: ['nobody'],
      version: -1,
      colour: 'red',
    };
    const refused = await decide<Problem>(wrong);
    expect(refused.status).toBe(422);
    expect(new Set(refused.body.errors?.map(({ field }) => field.split('.')[0]))).toEqual(
      new Set(Object.keys(wrong)),
    );
    expect(await answer(0)).toBe(true);
  });

  it('of ten who read the same version one decides, and the others see what it is now', async () => {
    for (const version of [0, 1]) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) => decide({ enabled: true, percentage: n, version })),
      );
      const won = answers.filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      for (const { status, body } of answers.filter((one) => one !== won[0])) {
        expect([status, body]).toMatchObject([
          409,
          { code: 'version_conflict', current: { version: version + 1 } },
        ]);
      }
    }
  });

  it('stand in the audit log with who decided', async () => {
    await decide({ enabled: true });
    await decide({ enabled: false });
    const rows = await bench.database.query(
      `select operation, record_id, changed_by, new_values ->> 'enabled' as enabled from audit.data_change_logs
        where table_name = 'feature_flags' and operation <> 'DELETE' order by id desc limit 2`,
    );
    const by = { record_id: FLAG, changed_by: ADA };
    expect(rows).toEqual([
      { operation: 'UPDATE', enabled: 'false', ...by },
      { operation: 'INSERT', enabled: 'true', ...by },
    ]);
  });

  it('are told to the open pages and the panels of every instance, and answered otherwise from then on', async () => {
    const pages = await Promise.all(
      bench.instances.map(async ({ url }) => [
        await bench.connect(url),
        await bench.connect(url, { namespace: '/admin', auth: { token: staff } }),
      ]),
    );
    await decide({ enabled: false });
    expect(await answer(0)).toBe(false);
    const told = { name: 'flags.changed', payload: { names: [FLAG] } };
    for (const page of pages.flat()) {
      await eventually(() => expect(page.received).toContainEqual(told));
    }
    expect(await answer(1)).toBe(false);
  });

  it('of a share of people are the same for the same guest on every instance', async () => {
    await decide({ enabled: true, percentage: 50 });
    await eventually(async () => expect(await answer(1)).toBe(false));
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        const headers = { cookie: `tandem_guest=guest-${n}` };
        const [one, other] = [await answer(0, headers), await answer(1, headers)];
        expect(one).toBe(other);
        return one;
      }),
    );
    expect(new Set(answers)).toEqual(new Set([true, false]));
  });

  it('of a role are on for whoever has it', async () => {
    await decide({ enabled: true, roles: ['stock'] });
    const stock = await bench.tokens.tokenFor({ roles: ['stock'] });
    const ask = async (as?: { token: string }) =>
      (await bench.call<FlagAnswersDto>('GET', '/flags', { as })).body.flags[FLAG];
    expect([await ask(), await ask({ token: stock })]).toEqual([false, true]);
    const { headers } = await bench.call('GET', '/flags');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
