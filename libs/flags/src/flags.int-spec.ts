import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { metricsText } from '@tandem/observability';
import { openDatabase, type Database } from '@tandem/persistence';
import { createTestDatabase, eventually, logOf, setFlag, TcpProxy } from '@tandem/testing';
import type { TestDatabase } from '@tandem/testing';
import type { FlagName } from './catalogue.js';
import { Flags } from './flags.js';

const FLAG = 'feature_fe_inventory_sync_fl_catalog_enabled';
const UNKNOWN = 'feature_that_nobody_knows' as FlagName;

/** Real: PostgreSQL, behind a network that can be cut. */
describe('the flags of services', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  const opened: { flags: Flags; service: Database }[] = [];

  beforeAll(async () => {
    database = await createTestDatabase('t_flags', [{ schema: 'sync', migrations: [] }]);
    proxy = await TcpProxy.inFrontOf(database.adminUrl);
  });
  afterEach(async () => {
    proxy.restore();
    for (const { flags, service } of opened.splice(0)) {
      await flags.beforeApplicationShutdown();
      await service.close();
      await flags.onApplicationShutdown();
    }
    await database.query('delete from realtime.feature_flags');
  });
  afterAll(async () => {
    await proxy.close();
    await database.drop();
  });

  async function openFlags(schema: string, refusesUnknown = true): Promise<Flags> {
    const service = await openDatabase({
      url: proxy.through(database.urlOf('sync')),
      schema,
      applicationName: `flags-${schema}`,
      poolSize: 2,
    });
    const flags = await Flags.open({ database: service, service: schema, refusesUnknown });
    opened.push({ flags, service });
    return flags;
  }

  it('are what the code says until somebody decides, and then what they decided, everywhere', async () => {
    const [one, two] = [await openFlags('sync'), await openFlags('catalog')];
    expect([await one.isOn(FLAG), await two.isOn(FLAG)]).toEqual([true, true]);
    const told: string[] = [];
    two.onChanged((names) => told.push(...names));
    await setFlag(database, FLAG, { enabled: false });
    await eventually(async () => {
      expect([await one.isOn(FLAG), await two.isOn(FLAG)]).toEqual([false, false]);
    });
    expect(told).toEqual([FLAG]);
    const metrics = await metricsText();
    for (const service of ['sync', 'catalog']) {
      expect(metrics).toContain(`feature_flags{service="${service}",flag="${FLAG}"} 0`);
    }
    await setFlag(database, FLAG, { enabled: true, percentage: 50, roles: ['stock'] });
    await eventually(async () => expect(told).toEqual([FLAG, FLAG]));
    const of = (key: string) => one.isOn(FLAG, { key, roles: ['stock'] });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => of(`person-${n}`)));
    expect(new Set(answers)).toEqual(new Set([true, false]));
  });

  it('that were decided before a service started hold from its first question', async () => {
    await setFlag(database, FLAG, { enabled: false });
    expect(await (await openFlags('sync')).isOn(FLAG)).toBe(false);
  });

  it('are the last known ones while the database is away, and the new ones when it is back', async () => {
    await setFlag(database, FLAG, { enabled: false });
    const flags = await openFlags('sync');
    proxy.cut();
    await setFlag(database, FLAG, { enabled: true });
    expect(await flags.isOn(FLAG)).toBe(false);
    proxy.restore();
    await eventually(() => flags.isOn(FLAG));
  });

  it('that the code does not know are a defect, and off in production, said once', async () => {
    await expect((await openFlags('sync')).isOn(UNKNOWN)).rejects.toThrow(UNKNOWN);
    const lines = await logOf(async () => {
      const flags = await openFlags('sync', false);
      expect([await flags.isOn(UNKNOWN), await flags.isOn(UNKNOWN)]).toEqual([false, false]);
    });
    expect(lines.filter((line) => line.includes(UNKNOWN))).toHaveLength(1);
  });

  it('are what the code says where nobody publishes rules, as in the bench of one service', async () => {
    await database.query('alter view realtime.flags rename to flags_not_yet');
    const flags = await openFlags('sync');
    expect(await flags.isOn(FLAG)).toBe(true);
    await database.query('alter view realtime.flags_not_yet rename to flags');
  });
});
