import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import sharp from 'sharp';
import { EDITOR, Shop, type Json } from '../testing/shop.js';
import { PictureFetcher } from './picture-fetcher.js';
import { partOf, product, tell } from './spec-support.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ redis: true });
});
afterAll(() => shop?.close());

const put = (id: number, fields: object) => shop.editor('PUT', `/parts/${id}`, fields);
const release = (id: number, field: string, body?: object) =>
  shop.editor('POST', `/parts/${id}/fields/${field}/release`, body);
const money = (amount: string) => ({ amount, currency: 'EUR' });
const staffs = ({ owners }: Json): string[] =>
  Object.keys(owners).filter((field) => owners[field] === 'staff');

describe('a field of a game from G2A', () => {
  it('is G2A’s until staff write it, and theirs from then on', async () => {
    await tell(shop, [product(1)]);
    const { id, owners } = await partOf(shop, 1);
    expect(new Set(Object.values(owners))).toEqual(new Set(['g2a']));
    expect(Object.keys(owners)).toHaveLength(12);
    const { body } = await put(id, { part_name: 'Our name', region: 'GLOBAL' });
    expect(staffs(body)).toEqual(['part_name']);
    await tell(shop, [product(1, { name: 'Their name', price: money('3.00') })]);
    expect(await partOf(shop, 1)).toMatchObject({ part_name: 'Our name', price: money('3.00') });
  });

  it('shows at once what a sync told last when staff give it back', async () => {
    await tell(shop, [product(2, { genres: [{ id: null, name: 'Puzzle' }] })]);
    const { id } = await partOf(shop, 2);
    await put(id, { part_name: 'Our name', price: money('1.00'), genre_ids: [] });
    await tell(shop, [
      product(2, { name: 'Newer', genres: [{ id: null, name: 'Racing' }], price: money('2.00') }),
    ]);
    const before = await partOf(shop, 2);
    expect(before).toMatchObject({ version: 2, part_name: 'Our name', genres: [] });
    expect((await release(id, 'part_name', { version: 1 })).status).toBe(409);
    const { body } = await release(id, 'part_name', { version: 2 });
    expect(body).toMatchObject({ part_name: 'Newer', version: 3, changed_by: EDITOR.id });
    expect(staffs(body).sort()).toEqual(['genre_ids', 'price']);
    expect((await shop.shopper(`/parts/${id}`)).body.part_name).toBe('Newer');
    const { body: after } = await release(id, 'genre_ids');
    expect(after.genres).toMatchObject([{ name: 'Racing' }]);
    await tell(shop, [product(2, { name: 'Newest', price: money('2.50') })]);
    expect(await partOf(shop, 2)).toMatchObject({ part_name: 'Newest', price: money('1.00') });
  });

  it('becomes staff’s by a rollback as well', async () => {
    await tell(shop, [product(3)]);
    const { id } = await partOf(shop, 3);
    await tell(shop, [product(3, { price: money('9.00') })]);
    await shop.editor('POST', `/parts/${id}/versions/1/rollback`, {});
    await tell(shop, [product(3, { price: money('8.00') })]);
    const part = await partOf(shop, 3);
    expect(staffs(part)).toEqual(['price']);
    expect(part.price).toEqual(money('10.20'));
  });

  it('of a part that staff had before it was linked is theirs, but for the price', async () => {
    const own = await shop.part({ kind: 'game', sku: 'GAME-10001', part_name: 'Ours' });
    expect(own.owners).toBeNull();
    expect((await release(own.id, 'price')).body.code).toBe('not_linked');
    await tell(shop, [product(4, { part_id: own.id, name: 'Theirs', price: money('4.00') })]);
    const { body } = await shop.editor('GET', `/parts/${own.id}`);
    expect(body).toMatchObject({ part_name: 'Ours', price: money('4.00'), sku: 'GAME-10001' });
    expect(staffs(body)).toHaveLength(11);
    expect(body.owners.price).toBe('g2a');
  });

  it('that is none is refused', async () => {
    expect((await release(1, 'sku')).status).toBe(422);
    expect((await release(1, 'nothing')).body.errors[0].field).toBe('field');
  });

  it('is what G2A told last when its part comes back', async () => {
    await tell(shop, [product(5)]);
    const { id } = await partOf(shop, 5);
    const { body } = await shop.editor('GET', `/parts/${id}/delete-impact`);
    await shop.editor('DELETE', `/parts/${id}?confirm=${body.confirm}`);
    await tell(shop, [product(5, { price: money('7.77') })]);
    const restored = await shop.editor('POST', `/parts/${id}/restore`, {});
    expect(restored.body).toMatchObject({ price: money('7.77'), version: 3 });
    const types = (await shop.events(id)).map(({ type, version }) => `${type} ${version}`);
    expect(types).toEqual(['part.created 1', 'part.deleted 2', 'part.restored 3']);
  });
});

describe('the pictures of a game from G2A', () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    const colour = /^\/(red|blue)/.exec(request.url!)?.[1];
    if (!colour) return void response.writeHead(404).end();
    void sharp({ create: { width: 20, height: 10, channels: 3, background: colour } })
      .png()
      .toBuffer()
      .then((bytes) => response.end(bytes));
  });
  let address: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    shop.instances[0]!.app.get(PictureFetcher).allowed = () => true;
  });
  afterAll(() => void server.close());

  const shown = async (n: number) => (await partOf(shop, n)).images.length;

  it('are fetched after the sync and shown; one that can’t be had stops nothing', async () => {
    const images = [`${address}/red`, `${address}/none`, `${address}/blue`];
    await tell(shop, [product(50, { images })]);
    await eventually(async () => (await shown(50)) === 2, { timeoutMs: 60_000 });
    const { id, images: here } = await partOf(shop, 50);
    expect(here).toMatchObject([{ alt: 'Game 50', width: 20 }, { position: 1 }]);
    expect((await shop.events(id)).map(({ type }) => type)).toEqual([
      'part.created',
      'images.updated',
    ]);
    await tell(shop, [product(50, { images: [images[2]!, images[0]!] })]);
    const turned = [here[1].id, here[0].id];
    await eventually(
      async () =>
        (await partOf(shop, 50)).images.map((one: Json) => one.id).join() === turned.join(),
      { timeoutMs: 60_000 },
    );
    expect(asked.filter((url) => url === '/red')).toHaveLength(1);
  });

  it('are fetched again where staff had removed one, and it is kept no longer', async () => {
    await tell(shop, [product(52, { images: [`${address}/red?kept`] })]);
    await eventually(async () => (await shown(52)) === 1, { timeoutMs: 60_000 });
    const { id, images } = await partOf(shop, 52);
    await shop.editor('DELETE', `/parts/${id}/images/${images[0].id}`);
    await shop.database.query(`delete from catalog.part_images; delete from catalog.image_blobs`);
    await release(id, 'images');
    await eventually(async () => (await shown(52)) === 1, { timeoutMs: 60_000 });
    expect(asked.filter((url) => url === '/red?kept')).toHaveLength(2);
  });

  it('are left alone while the images are staff’s, and come when they are given back', async () => {
    const own = await shop.part({ kind: 'game', sku: 'GAME-10002' });
    await tell(shop, [product(51, { part_id: own.id, images: [`${address}/blue?own`] })]);
    expect(asked).not.toContain('/blue?own');
    await release(own.id, 'images');
    await eventually(
      async () => (await shop.editor('GET', `/parts/${own.id}`)).body.images.length === 1,
      { timeoutMs: 60_000 },
    );
  });
});
