import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, inTime } from '@tandem/testing';
import { EDITOR, Shop, type Json } from '../testing/shop.js';

/** Real: PostgreSQL and its jobs. What fails is made to fail by a trigger. */
let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop?.close());

const told = (subject: string): Promise<Json[]> =>
  shop.database.query<Json>(
    `select payload from catalog.outbox where type = 'content.update_failed' and aggregateid = $1 order by seq`,
    [subject],
  );

async function refusing(partId: number): Promise<() => Promise<void>> {
  await shop.database.query(`
    create or replace function public.refuses() returns trigger language plpgsql as $$
      begin raise exception 'a failure of this test'; end $$;
    create or replace trigger zz_refuses before update on catalog.parts for each row when (old.id = ${partId})
      execute function public.refuses()`);
  return async () => void (await shop.database.query('drop trigger zz_refuses on catalog.parts'));
}

describe('the author of an update that fails after it was taken', () => {
  it('is told once that what was planned could not be done, while the shop goes on trying', async () => {
    const { id, mend } = await inTime(async (ms) => {
      const publish_at = new Date(Date.now() + ms).toISOString();
      const part = await shop.part({ status: 'draft', part_name: 'Late lamp', publish_at });
      return { id: part.id, mend: await refusing(part.id) };
    });
    try {
      await eventually(async () => expect(await told(`planned_switch:${id}`)).toHaveLength(1));
      expect((await shop.shopper(`/parts/${id}`)).status).toBe(404);
    } finally {
      await mend();
    }
    const [{ payload }] = (await told(`planned_switch:${id}`)) as [Json];
    expect(payload).toMatchObject({
      ...{ account_id: EDITOR.id, update: 'planned_switch', part_id: id, retrying: true },
      detail: expect.stringContaining('“Late lamp”'),
    });
    await eventually(async () => expect((await shop.shopper(`/parts/${id}`)).status).toBe(200), {
      timeoutMs: 120_000,
    });
    expect(await told(`planned_switch:${id}`)).toHaveLength(1);
  });

  it('is told of the rows of an import that were not taken in', async () => {
    const body = new FormData();
    const rows = ['sku,name,price,currency', 'TOLD-1,Told,1.00,EUR', 'TOLD-2,Told,cheap,EUR', ''];
    body.set('file', new Blob([rows.join('\n')]), 'told.csv');
    const { import_id } = (await shop.editor('POST', '/imports', body)).body;
    await eventually(async () => expect(await told(`import:${import_id}`)).toHaveLength(1));
    const [{ payload }] = (await told(`import:${import_id}`)) as [Json];
    expect(payload).toMatchObject({
      ...{ account_id: EDITOR.id, update: 'import', run_id: import_id, retrying: false },
      detail: expect.stringMatching(/^1 row of told\.csv could not be imported\./),
    });
  });

  it('is told of the parts of a bulk change that stayed as they were', async () => {
    const parts = [await shop.part(), await shop.part()];
    const ids = parts.map(({ id }) => id);
    const preview = await shop.editor('POST', '/bulk', {
      part_ids: ids,
      change: { status: 'archived' },
    });
    expect(preview).toMatchObject({ status: 201 });
    const { id } = preview.body;
    await shop.editor('PUT', `/parts/${ids[0]}`, { part_name: 'Changed meanwhile' });
    await shop.editor('POST', `/bulk/${id}/start`);
    await eventually(async () => expect(await told(`bulk_change:${id}`)).toHaveLength(1));
    const [{ payload }] = (await told(`bulk_change:${id}`)) as [Json];
    expect(payload).toMatchObject({
      ...{ account_id: EDITOR.id, run_id: id, retrying: false },
      detail: expect.stringMatching(/^1 of the 2 parts of your bulk change were not changed\./),
    });
  });
});
