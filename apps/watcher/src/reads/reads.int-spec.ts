import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openBench, ServiceBench } from '@tandem/testing';
import { migrations, service } from '../service.js';
import { ReadCounts, type ReadOf } from './read-counts.js';
import type { ReadsDto } from './reads.dto.js';

const LIST: ReadOf = { page: 'list', subject: 'content', delayS: 1 };
const WRONG = { eventId: 'e', partId: 7, field: 'price', has: '1.00 EUR', due: '2.00 EUR' };

/** Real: two instances on one database. */
describe('what was read of the shop’s pages', () => {
  let bench: ServiceBench;
  let token: string;
  beforeAll(async () => {
    bench = await openBench(ServiceBench, { service, migrations }, { instances: 2 });
    token = await bench.tokens.tokenFor({ roles: ['admin'], permissions: ['events:read'] });
  });
  afterAll(() => bench.close());

  const counts = (instance: number) =>
    bench.instances[instance]!.app.get(ReadCounts, { strict: false });
  const reads = async (query = '', as = token) =>
    bench.call<ReadsDto>('GET', `/admin/consistency/reads${query}`, { as: { token: as } });

  it('says nothing of agreement before anything was read', async () => {
    expect((await reads()).body).toMatchObject({
      checked: 0,
      ratio: null,
      by_delay: [],
      newest: [],
    });
  });

  it('is added up over instances, and what they had not kept yet is kept when they stop', async () => {
    counts(0).add(LIST);
    counts(0).add({ ...LIST, delayS: 60 });
    counts(1).add(LIST, WRONG);
    counts(1).add(LIST);
    counts(1).skip({ ...LIST, page: 'part' }, 'pace');
    await bench.restart(0);
    await bench.restart(1);
    const { body } = await reads();
    expect(body).toMatchObject({ checked: 4, inconsistent: 1, skipped: 1, ratio: 0.25 });
    expect(body.by_delay).toEqual([
      { delay_s: 1, page: 'list', checked: 3, inconsistent: 1, skipped: 0 },
      { delay_s: 1, page: 'part', checked: 0, inconsistent: 0, skipped: 1 },
      { delay_s: 60, page: 'list', checked: 1, inconsistent: 0, skipped: 0 },
    ]);
    const { eventId: _, partId: part_id, ...told } = WRONG;
    expect(body.newest).toMatchObject([{ part_id, page: 'list', delay_s: 1, ...told }]);
  });

  it('is for staff who may see it, for a time that there is', async () => {
    const customer = await bench.tokens.tokenFor({ roles: ['customer'], permissions: [] });
    expect((await reads('', customer)).status).toBe(403);
    expect((await reads('?hours=0')).status).toBe(422);
    expect((await reads('?hours=720')).status).toBe(200);
  });
});
