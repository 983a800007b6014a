import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '@tandem/auth-client';
import type { RunningService } from '@tandem/http';
import { eventually, sourceHeard } from '@tandem/testing';
import { GatewayBench, type Client } from '../testing/gateway.js';

/** Neither is needed: each instance looks into the database by itself. */
const ALONE = { KAFKA_BROKERS: '', REDIS_URL: '' };

/** Real: PostgreSQL, two gateways and their sockets. The sync gateway is as good as dead: nobody writes its view but the spec. */
describe('a source of stock that is not heard any more', () => {
  let bench: GatewayBench;
  let gateways: RunningService[];
  let pages: Client[];
  let staff: Client[];
  beforeAll(async () => {
    bench = await GatewayBench.open();
    await hears('-1 hour');
    gateways = [await bench.start(ALONE), await bench.start(ALONE)];
    pages = await Promise.all(gateways.map(({ url }) => bench.connect(url)));
    staff = await Promise.all(gateways.map(({ url }) => panel(url)));
    await eventually(() => expect(pages.map(({ sources }) => sources.at(-1))).toEqual([[], []]));
  });
  afterAll(() => bench?.close());

  const hears = (ago: string, enabled = true) =>
    sourceHeard(bench.database, 'warehouse', ago, enabled);
  const panel = async (url: string) => {
    const token = await bench.tokens.tokenFor({ roles: ['stock'], permissions: [...ROLES.stock] });
    return bench.connect(url, { namespace: '/admin', auth: { token } });
  };
  const alerts = ({ received }: Client) =>
    received.filter(({ name }) => name === 'alert').map(({ payload }) => payload);
  const codes = () => staff.map((one) => alerts(one).map(({ code }) => code));
  const everybodyKnows = (sources: unknown[]) =>
    eventually(() => {
      for (const page of pages) expect(page.sources.at(-1)).toMatchObject(sources);
      for (const page of pages) expect(page.sources.at(-1)).toHaveLength(sources.length);
    });

  it('is told of to every page and all staff once, by each gateway to its own, and its end as well', async () => {
    const before = pages.map(({ sources }) => sources.length);
    await hears('20 seconds');
    await everybodyKnows([{ source: 'warehouse', last_success_at: expect.any(String) }]);
    await eventually(() => expect(codes()).toEqual([['source_stale'], ['source_stale']]));
    const [here, there] = staff.map((one) => alerts(one)[0]!);
    expect(here).toMatchObject({ severity: 'critical', part_id: null });
    expect(here!['detail']).toMatch(/^The warehouse’s stock has not been read for \d+ seconds\./);
    expect(there!['id']).toBe(here!['id']);
    await hears('-1 hour');
    await everybodyKnows([]);
    const both = ['source_stale', 'source_recovered'];
    await eventually(() => expect(codes()).toEqual([both, both]));
    expect(alerts(staff[0]!)[1]!['detail']).toBe('The warehouse’s stock is read again.');
    expect(pages.map(({ sources }, n) => sources.length - before[n]!)).toEqual([2, 2]);
  });

  it('is known to whoever comes meanwhile, and its end to who was away for it', async () => {
    await hears('40 seconds');
    await everybodyKnows([{ source: 'warehouse' }]);
    const late = await bench.connect(gateways[0]!.url);
    await eventually(() => expect(late.sources).toMatchObject([[{ source: 'warehouse' }]]));
    const latePanel = await panel(gateways[1]!.url);
    await eventually(() =>
      expect(alerts(latePanel).map(({ code }) => code)).toEqual(['source_stale']),
    );
    late.socket.disconnect();
    await hears('-1 hour');
    await everybodyKnows([]);
    const again = await bench.connect(gateways[1]!.url);
    await eventually(() => expect(again.sources).toEqual([[]]));
  });

  it('is no news any more once the shop does not listen to it', async () => {
    await hears('60 seconds');
    await everybodyKnows([{ source: 'warehouse' }]);
    await hears('60 seconds', false);
    await everybodyKnows([]);
    await eventually(() =>
      expect(alerts(staff[0]!).at(-1)).toMatchObject({
        code: 'source_recovered',
        detail: 'The warehouse’s stock is not read any more, because that was switched off.',
      }),
    );
  });
});
