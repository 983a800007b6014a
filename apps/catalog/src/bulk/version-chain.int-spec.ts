import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, proofSeed, proofSize } from '@tandem/testing';
import { draw, type Draw } from '../seed/random.js';
import { Shop, type Json } from '../testing/shop.js';

/** Real: PostgreSQL, Redis. Two instances. `--full`: 1,000 changes and 50 ways back. */
const EDITORS = 4;
const CHANGES = proofSize(1_000);
const WAYS_BACK = proofSize(50);
const PARTS = 12;

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ redis: true, instances: 2 });
});
afterAll(() => shop?.close());

const eur = (cents: number) => ({ amount: (cents / 100).toFixed(2), currency: 'EUR' });

describe('four people who edit, roll back and change in bulk the same parts at once', () => {
  const ids: number[] = [];
  let random: Draw;

  async function changeSomething(editor: Draw, instance: number): Promise<Json> {
    const id = editor.pick(ids);
    const send = (method: string, path: string, body?: unknown) =>
      shop.editor(method, path, body, {}, instance);
    const kind = editor.int(1, 10);
    if (kind <= 2) {
      const part_ids = editor.some(ids, 3);
      const price = { mode: 'percent', percent: String(editor.int(-20, 20)) };
      const { status, body } = await send('POST', '/bulk', { part_ids, change: { price } });
      return status === 201 ? send('POST', `/bulk/${body.id}/start`) : { status };
    }
    const { body: seen } = await send('GET', `/parts/${id}`);
    const version = editor.int(0, 1) ? seen.version : undefined;
    if (kind <= 5) {
      const to = editor.int(1, seen.version);
      return send('POST', `/parts/${id}/versions/${to}/rollback`, { version });
    }
    const patch = editor.pick([
      { part_name: `Name ${editor.int(1, 99)}` },
      { price: eur(editor.int(100, 9_999)) },
      { status: editor.pick(['active', 'draft', 'archived']) },
      { specifications: [{ name: 'Length', value: String(editor.int(1, 99)), unit: 'mm' }] },
    ]);
    return send('PUT', `/parts/${id}`, { ...patch, version });
  }

  beforeAll(async () => {
    const seed = proofSeed();
    random = draw(seed);
    for (let n = 0; n < PARTS; n += 1) ids.push((await shop.part()).id);
    await Promise.all(
      Array.from({ length: EDITORS }, async (_, n) => {
        const editor = draw(seed + n + 1);
        for (let change = 0; change < CHANGES / EDITORS; change += 1) {
          const { status } = await changeSomething(editor, n % 2);
          expect([200, 409]).toContain(status);
        }
      }),
    );
    await eventually(
      async () => {
        const under = `select from catalog.bulk_runs where state = 'running'`;
        expect(await shop.database.query(under)).toEqual([]);
      },
      { timeoutMs: 120_000 },
    );
  });

  it('leave a version for each change, without a gap, and the last one is the one that counts', async () => {
    const chains = await shop.database.query<{ id: number; version: number; chain: number[] }>(
      `select p.id, p.version, array_agg(v.version_number order by v.version_number) as chain,
              max(v.version_number) filter (where v.is_active) as active,
              count(*) filter (where v.is_active)::integer as actives
         from catalog.parts p join catalog.part_content_versions v on v.part_id = p.id
        where p.id = any ($1) group by p.id`,
      [ids],
    );
    expect(chains).toHaveLength(PARTS);
    for (const { version, chain, ...rest } of chains) {
      expect(chain).toEqual(Array.from({ length: version }, (_, n) => n + 1));
      expect(rest).toMatchObject({ active: version, actives: 1 });
    }
  });

  it('leave in each version what the part was at that time, as the audit log has it', async () => {
    const compared = await shop.database.query<{ versions: number; different: number }>(
      `select count(*)::integer as versions, count(*) filter (where l.row is null
           or v.content_snapshot ->> 'part_name' is distinct from l.row ->> 'part_name'
           or v.content_snapshot ->> 'status' is distinct from l.row ->> 'status'
           or (v.content_snapshot -> 'price' ->> 'amount')::numeric is distinct from (l.row ->> 'price_amount')::numeric
         )::integer as different
         from catalog.part_content_versions v left join lateral (
           select new_values as row from audit.data_change_logs
            where table_schema = 'catalog' and table_name = 'parts' and record_id = v.part_id::text
              and (new_values ->> 'version')::integer = v.version_number
            order by id desc limit 1) l on true
        where v.part_id = any ($1)`,
      [ids],
    );
    expect(compared).toEqual([{ versions: expect.any(Number), different: 0 }]);
    expect(compared[0]!.versions).toBeGreaterThan(PARTS + CHANGES / 4);
  });

  it('find each earlier version again, exactly, when they roll back to it', async () => {
    for (let way = 0; way < WAYS_BACK; way += 1) {
      const id = random.pick(ids);
      const { body: now } = await shop.editor('GET', `/parts/${id}`);
      const to = random.int(1, now.version);
      const path = `/parts/${id}/versions/${to}`;
      const { content_snapshot: wanted } = (await shop.editor('GET', path)).body;
      const back = await shop.editor('POST', `${path}/rollback`, { version: now.version });
      expect([id, to, back.status]).toEqual([id, to, 200]);
      const { body: part } = await shop.editor('GET', `/parts/${id}`);
      const restored = Object.fromEntries(Object.keys(wanted).map((field) => [field, part[field]]));
      expect(restored).toEqual(wanted);
    }
  });
});
