import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, inTime } from '@tandem/testing';
import { Shop, type Json } from '../testing/shop.js';

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const HOUR = 3_600_000;

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const draft = (fields: Json = {}): Promise<Json> => shop.part({ status: 'draft', ...fields });
const seen = async (id: number): Promise<number> => (await shop.shopper(`/parts/${id}`)).status;
const listed = async (id: number): Promise<boolean> =>
  (await shop.shopper('/parts?limit=100')).body.items.some((part: Json) => part.id === id);
const staff = async (id: number): Promise<Json> => (await shop.editor('GET', `/parts/${id}`)).body;
const put = (id: number, fields: Json): Promise<Json> => shop.editor('PUT', `/parts/${id}`, fields);

/** Real: PostgreSQL, its jobs, and the cache of one process. */
describe('a part with a time', () => {
  it('is published by itself at its second, as a change of its own', async () => {
    const { id, version, publish_at } = await inTime(async (ms) => {
      const at = inMs(ms);
      const part = await draft({ publish_at: at });
      expect(await seen(part.id)).toBe(404);
      expect(await listed(part.id)).toBe(false);
      expect(await staff(part.id)).toMatchObject({ status: 'scheduled', publish_at: at });
      return { id: part.id, version: part.version, publish_at: at };
    });
    await eventually(async () => expect(await seen(id)).toBe(200));
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(publish_at));
    expect(await listed(id)).toBe(true);
    expect(await staff(id)).toMatchObject({
      status: 'active',
      publish_at: null,
      version: version + 1,
      changed_by: null,
    });
    const [event] = (await shop.editor('GET', `/parts/${id}/events`)).body.items;
    expect(event).toMatchObject({
      type: 'content.updated',
      changed: ['status'],
      change_summary: 'Published as planned',
    });
  });

  it('goes by the time that was given last, and by none once it was taken back', async () => {
    const { moved, kept } = await inTime(async (ms) => {
      const later = await draft({ publish_at: inMs(HOUR) });
      const part = await draft({ publish_at: inMs(ms) });
      expect((await put(part.id, { publish_at: null })).body).toMatchObject({
        status: 'draft',
        publish_at: null,
      });
      // Published only after the other one would have been.
      expect((await put(later.id, { publish_at: inMs(ms) })).status).toBe(200);
      return { moved: later, kept: part };
    });
    await eventually(async () => expect(await seen(moved.id)).toBe(200));
    expect(await seen(kept.id)).toBe(404);
  });

  it('begins its sale in the same breath when both are due', async () => {
    const id = await inTime(async (ms) => {
      const at = inMs(ms);
      const sale = { price: { amount: '15.00', currency: 'EUR' }, from: at, until: inMs(HOUR) };
      return (await draft({ publish_at: at, sale })).id;
    });
    await eventually(async () => expect(await seen(id)).toBe(200));
    expect((await shop.shopper(`/parts/${id}`)).body).toMatchObject({
      price: { amount: '15.00' },
      regular_price: { amount: '19.99' },
    });
  });

  it('waits for nothing more once staff publish it or take it from the shop', async () => {
    const early = await draft({ publish_at: inMs(HOUR) });
    expect((await put(early.id, { status: 'active' })).body).toMatchObject({ publish_at: null });
    expect(await seen(early.id)).toBe(200);
    const gone = await draft({ publish_at: inMs(HOUR) });
    expect((await put(gone.id, { status: 'archived' })).body).toMatchObject({ publish_at: null });
  });

  it('is refused where it makes no sense, by name', async () => {
    const { id } = await draft();
    const refused = async (fields: Json): Promise<string> =>
      (await put(id, fields)).body.errors[0].message;
    expect(await refused({ publish_at: inMs(-1_000) })).toBe('must lie ahead');
    expect(await refused({ status: 'active', publish_at: inMs(HOUR) })).toBe(
      'belongs to drafts and scheduled parts only',
    );
    expect(await refused({ status: 'scheduled' })).toBe('is missing: a scheduled part has a time');
    for (const wrong of [`publish_at = now() where status = 'active'`, `status = 'scheduled'`])
      await expect(shop.database.query(`update catalog.parts set ${wrong}`)).rejects.toThrow(
        'parts_scheduled',
      );
  });

  it('comes back with a roll-back only while its time lies ahead', async () => {
    const later = await draft({ publish_at: inMs(HOUR) });
    await put(later.id, { status: 'active' });
    const back = await shop.editor('POST', `/parts/${later.id}/versions/1/rollback`, {
      fields: ['status'],
    });
    expect(back.body).toMatchObject({ status: 'scheduled', publish_at: later.publish_at });
    const soon = await inTime((ms) => draft({ publish_at: inMs(ms) }), { ms: 700 });
    await eventually(async () => expect(await seen(soon.id)).toBe(200));
    const past = await shop.editor('POST', `/parts/${soon.id}/versions/1/rollback`, {});
    expect(past.body).toMatchObject({ status: 'draft', publish_at: null });
  });
});
