import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
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
    const publish_at = inMs(1_500);
    const { id, version } = await draft({ publish_at });
    expect(await seen(id)).toBe(404);
    expect(await listed(id)).toBe(false);
    expect(await staff(id)).toMatchObject({ status: 'scheduled', publish_at });
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
    const moved = await draft({ publish_at: inMs(HOUR) });
    const kept = await draft({ publish_at: inMs(1_000) });
    expect((await put(kept.id, { publish_at: null })).body).toMatchObject({
      status: 'draft',
      publish_at: null,
    });
    await put(moved.id, { publish_at: inMs(1_200) });
    await eventually(async () => expect(await seen(moved.id)).toBe(200));
    expect(await seen(kept.id)).toBe(404);
  });

  it('begins its sale in the same breath when both are due', async () => {
    const at = inMs(1_500);
    const sale = { price: { amount: '15.00', currency: 'EUR' }, from: at, until: inMs(HOUR) };
    const { id } = await draft({ publish_at: at, sale });
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
    const soon = await draft({ publish_at: inMs(700) });
    await eventually(async () => expect(await seen(soon.id)).toBe(200));
    const past = await shop.editor('POST', `/parts/${soon.id}/versions/1/rollback`, {});
    expect(past.body).toMatchObject({ status: 'draft', publish_at: null });
  });
});
