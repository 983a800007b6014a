import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { redisOf } from '@tandem/testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import { EDITOR, Shop } from '../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ instances: 2, redis: true });
});
afterAll(() => shop.close());

describe('what staff save', () => {
  it('is what every shopper reads next, on any instance', async () => {
    const part = await shop.part({ part_name: 'Brake disc' });
    await shop.shopper(`/parts/${part.id}`);
    await shop.shopper(`/parts/${part.id}`, {}, 1);
    for (let n = 1; n <= 30; n += 1) {
      const saved = await shop.editor(
        'PUT',
        `/parts/${part.id}`,
        { part_name: `Brake disc ${n}` },
        {},
        n % 2,
      );
      expect(saved.status).toBe(200);
      for (const instance of [0, 1]) {
        const { body } = await shop.shopper(`/parts/${part.id}`, {}, instance);
        expect(body).toMatchObject({ part_name: `Brake disc ${n}`, version: n + 1 });
        const list = await shop.shopper(
          `/parts?q=${encodeURIComponent(`Brake disc ${n}`)}&limit=1`,
          {},
          instance,
        );
        expect(list.body.items[0]).toMatchObject({ id: part.id, part_name: `Brake disc ${n}` });
      }
    }
  });

  it('is never undone for a later reader by readers who keep filling the cache', async () => {
    const part = await shop.part();
    let saved = 1;
    let done = false;
    const stale: string[] = [];
    const reader = async (instance: number): Promise<void> => {
      while (!done) {
        const known = saved;
        const { body } = await shop.shopper(`/parts/${part.id}`, {}, instance);
        if (body.version < known) stale.push(`read ${body.version} after ${known} was saved`);
      }
    };
    const redis = new Redis(redisOf('catalog'));
    const readers = Array.from({ length: 20 }, (_, n) => reader(n % 2));
    for (let n = 0; n < 60; n += 1) {
      // Evictions make the readers fill, which is when an old value could get back.
      await redis.del(`part:${part.id}`, `part:${part.id}:images`);
      const answer = await shop.editor('PUT', `/parts/${part.id}`, { part_name: `Name ${n}` });
      saved = answer.body.version;
    }
    done = true;
    await Promise.all(readers);
    await redis.quit();
    expect(saved).toBe(61);
    expect(stale).toEqual([]);
  });

  it('is kept as a content version and told as one event, in the same transaction', async () => {
    const part = await shop.part();
    await shop.editor('PUT', `/parts/${part.id}`, { price: { amount: '5.00', currency: 'EUR' } });
    await shop.editor('PUT', `/parts/${part.id}`, { part_name: 'New name', sku: `NEW-${part.id}` });
    const events = await shop.database.query(
      `select type, version::integer, payload -> 'changed' as changed from catalog.outbox where aggregateid = $1 order by seq`,
      [String(part.id)],
    );
    expect(events).toEqual([
      { type: 'part.created', version: 1, changed: [] },
      { type: 'price.updated', version: 2, changed: ['price'] },
      { type: 'content.updated', version: 3, changed: ['sku', 'part_name'] },
    ]);
    const versions = await shop.editor('GET', `/parts/${part.id}/versions`);
    expect(versions.body.items).toMatchObject([
      { version_number: 3, is_active: true, created_by: EDITOR.id, created_by_name: EDITOR.name },
      { version_number: 2, is_active: false },
      { version_number: 1, is_active: false },
    ]);
  });

  it('changes nothing when it says what is there already', async () => {
    const part = await shop.part({ specifications: [{ name: 'Width', value: '10', unit: 'mm' }] });
    const again = await shop.editor('PUT', `/parts/${part.id}`, {
      part_name: part.part_name,
      specifications: [{ name: 'Width', value: '10', unit: 'mm' }],
    });
    expect(again).toMatchObject({ status: 200, body: { version: 1 } });
  });

  it('is on record with who did it', async () => {
    const part = await shop.part();
    await shop.editor(
      'PUT',
      `/parts/${part.id}`,
      { part_name: 'Renamed' },
      { 'user-agent': 'panel/1' },
    );
    const [row] = await shop.database.query(
      `select changed_by, user_agent, ip_address, old_values ->> 'part_name' as before, new_values ->> 'part_name' as after
       from audit.data_change_logs where table_name = 'parts' and record_id = $1 and operation = 'UPDATE'`,
      [String(part.id)],
    );
    expect(row).toEqual({
      changed_by: EDITOR.id,
      user_agent: 'panel/1',
      ip_address: '127.0.0.1',
      before: part.part_name,
      after: 'Renamed',
    });
  });
});

describe('editors at the same time', () => {
  it('with one version: exactly one wins and the others see what it left', async () => {
    const part = await shop.part();
    let { version } = part;
    for (let round = 0; round < 40; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 5 }, (_, n) =>
          shop.editor(
            'PUT',
            `/parts/${part.id}`,
            { part_name: `Round ${round} by ${n}`, version },
            {},
            n % 2,
          ),
        ),
      );
      const winners = answers.filter((answer) => answer.status === 200);
      expect(winners).toHaveLength(1);
      const losers = answers.filter((answer) => answer.status === 409);
      expect(losers).toHaveLength(4);
      for (const { body } of losers)
        expect(body).toMatchObject({
          code: 'version_conflict',
          current: {
            version: version + 1,
            part_name: winners[0]!.body.part_name,
            changed_by: EDITOR.id,
            changed_by_name: EDITOR.name,
          },
        });
      version += 1;
    }
  });

  it('lose no edit when each adds one and tries again on a conflict', async () => {
    const part = await shop.part({ specifications: [{ name: 'Count', value: '0' }] });
    const add = async (): Promise<void> => {
      for (;;) {
        const { body } = await shop.editor('GET', `/parts/${part.id}`);
        const value = String(Number(body.specifications[0].value) + 1);
        const answer = await shop.editor('PUT', `/parts/${part.id}`, {
          specifications: [{ name: 'Count', value }],
          version: body.version,
        });
        if (answer.status === 200) return;
        expect(answer.status).toBe(409);
      }
    };
    await Promise.all(Array.from({ length: 20 }, add));
    const { body } = await shop.shopper(`/parts/${part.id}`);
    expect(body.specifications).toEqual([{ name: 'Count', value: '20' }]);
  });

  it('without a version: a write in flight turns the other away at once', async () => {
    const part = await shop.part();
    const holder = new pg.Client(shop.database.adminUrl);
    await holder.connect();
    await holder.query(
      'begin; select 1 from catalog.parts where id = ' + Number(part.id) + ' for update',
    );
    try {
      const answer = await shop.editor('PUT', `/parts/${part.id}`, { part_name: 'Too soon' });
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'write_in_flight', current: { part_name: part.part_name } },
      });
    } finally {
      await holder.query('rollback');
      await holder.end();
    }
    expect((await shop.editor('PUT', `/parts/${part.id}`, { part_name: 'Now' })).status).toBe(200);
  });
});
