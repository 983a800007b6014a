import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mayBecome, PART_STATUSES, STATUS_MOVES, type PartStatus } from '@tandem/contracts';
import { Shop, type Json } from '../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const AHEAD = new Date(Date.now() + 3_600_000).toISOString();
const fieldsFor = (status: PartStatus): Json => ({
  status,
  ...(status === 'scheduled' ? { publish_at: AHEAD } : {}),
});
const become = (id: number, status: PartStatus): Promise<Json> =>
  shop.editor('PUT', `/parts/${id}`, fieldsFor(status));
const page = async (id: number): Promise<Json> => shop.shopper(`/parts/${id}`);
const listed = async (query: string): Promise<number[]> =>
  (await shop.shopper(`/parts?${query}`)).body.items.map(({ id }: Json) => id);
const ofStaff = async (query: string): Promise<number[]> =>
  (await shop.editor('GET', `/parts?${query}`)).body.items.map(({ id }: Json) => id);
const moves = PART_STATUSES.flatMap((from) =>
  PART_STATUSES.filter((to) => to !== from).map((to) => ({ from, to })),
);

/** Real: PostgreSQL and the cache of one process. */
describe('the status of a part', () => {
  it('moves by one table, which the shop and its database have alike', async () => {
    const rows = await shop.database.query(
      `select from_status, array_agg(to_status order by to_status) as tos from catalog.part_status_moves group by 1`,
    );
    const known = Object.entries(STATUS_MOVES).map(([from_status, tos]) => ({
      from_status,
      tos: [...tos].sort(),
    }));
    expect(rows).toEqual(expect.arrayContaining(known));
    expect(rows).toHaveLength(known.length);
  });

  it.each(moves)('from $from to $to goes by that table, for staff and past them', async (move) => {
    const { from, to } = move;
    const { id } = await shop.part(fieldsFor(from));
    const answer = await become(id, to);
    expect(answer.status).toBe(mayBecome(from, to) ? 200 : 422);
    if (mayBecome(from, to)) expect(answer.body.status).toBe(to);
    else {
      expect(answer.body.errors[0].field).toBe('status');
      const time = to === 'scheduled' ? `'${AHEAD}'` : 'null';
      await expect(
        shop.database.query(
          `update catalog.parts set status = '${to}', publish_at = ${time} where id = ${id}`,
        ),
      ).rejects.toThrow(`a part cannot go from ${from} to ${to}`);
    }
  });

  it('takes what is hidden from lists, search and page, and back with one change', async () => {
    const { id } = await shop.part({ part_name: 'Vanishing zebrawheel' });
    expect(await listed('q=zebrawheel')).toEqual([id]);
    await become(id, 'archived');
    expect((await page(id)).status).toBe(404);
    expect(await listed('q=zebrawheel')).toEqual([]);
    expect(await listed('limit=100')).not.toContain(id);
    await become(id, 'active');
    expect((await page(id)).status).toBe(200);
    expect(await listed('q=zebrawheel')).toEqual([id]);
  });

  it('leaves what is discontinued its page, and takes it from everything that sells', async () => {
    const { id } = await shop.part({ part_name: 'Retired okapiwheel' });
    expect((await page(id)).body.discontinued).toBe(false);
    await become(id, 'discontinued');
    expect(await page(id)).toMatchObject({
      status: 200,
      body: { part_name: 'Retired okapiwheel', discontinued: true },
    });
    expect(await listed('q=okapiwheel')).toEqual([]);
    expect(await listed('limit=100')).not.toContain(id);
    const [offer] = await shop.database.query(
      'select for_sale, part_name, price_minor from catalog.part_offers where id = $1',
      [id],
    );
    expect(offer).toEqual({
      for_sale: false,
      part_name: 'Retired okapiwheel',
      price_minor: null,
    });
    const [event] = (await shop.database.query(
      `select payload as data from catalog.outbox where aggregateid = $1 order by seq desc limit 1`,
      [String(id)],
    )) as Json[];
    // Consumers of a former release show its page, as before.
    expect(event.data).toMatchObject({ status: 'active', part: { discontinued: true } });
    await become(id, 'active');
    expect((await page(id)).body.discontinued).toBe(false);
    expect(await listed('q=okapiwheel')).toEqual([id]);
  });

  it('narrows the table of staff, deleted ones apart', async () => {
    const ids = new Map<PartStatus, number>();
    for (const status of PART_STATUSES) {
      const { id } = await shop.part({ part_name: 'Tabled', ...fieldsFor(status) });
      ids.set(status, id);
    }
    const all = [...ids.values()].reverse();
    expect((await ofStaff('limit=100')).filter((id) => all.includes(id))).toEqual(all);
    for (const [status, id] of ids) {
      expect(await ofStaff(`status=${status}&limit=100`)).toContain(id);
      for (const other of PART_STATUSES.filter((one) => one !== status))
        expect(await ofStaff(`status=${other}&limit=100`)).not.toContain(id);
      const { confirm } = (await shop.editor('GET', `/parts/${id}/delete-impact`)).body;
      await shop.editor('DELETE', `/parts/${id}?confirm=${confirm}`);
      expect(await ofStaff(`status=${status}&limit=100`)).not.toContain(id);
      expect(await ofStaff(`status=${status}&include_deleted=true&limit=100`)).toContain(id);
    }
    const counts = () =>
      shop.database.query(
        `select among, tag, sum(n)::integer as n from (
           select among, tag, parts as n from catalog.part_counts
           union all select among, tag, delta from catalog.part_count_changes) c
          group by 1, 2 having sum(n) <> 0 order by 1, 2`,
      );
    const kept = await counts();
    await shop.database.query('select catalog.recount_parts()');
    expect(await counts()).toEqual(kept);
  });

  it('is brought back by a roll-back where there is a move, and the check tells where there is none', async () => {
    const { id } = await shop.part({ status: 'draft' });
    await become(id, 'active');
    await become(id, 'discontinued');
    const check = await shop.editor('GET', `/parts/${id}/versions/1/rollback-check`);
    expect(check.body.checks ?? check.body.items ?? check.body).toContainEqual({
      field: 'status',
      ok: false,
      message: 'The part cannot go from discontinued to draft.',
    });
    const refused = await shop.editor('POST', `/parts/${id}/versions/1/rollback`, {});
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'status' }] } });
    const back = await shop.editor('POST', `/parts/${id}/versions/2/rollback`, {});
    expect(back.body.status).toBe('active');
  });
});
