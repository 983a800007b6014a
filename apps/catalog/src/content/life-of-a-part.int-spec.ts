import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Shop, type Json } from '../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const picture = (colour: string): Promise<Buffer> =>
  sharp({ create: { width: 1200, height: 600, channels: 3, background: colour } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .toBuffer();

async function upload(id: number, colour: string, alt?: string) {
  const form = new FormData();
  if (alt !== undefined) form.append('alt', alt);
  form.append('file', new Blob([await picture(colour)], { type: 'image/jpeg' }), 'x.jpg');
  return shop.editor('POST', `/parts/${id}/images`, form);
}

describe('the images of a part', () => {
  it('are shown once uploaded, re-encoded, in several widths, without what the camera noted', async () => {
    const part = await shop.part();
    const answer = await upload(part.id, 'red', 'A red one');
    expect(answer.status).toBe(201);
    const { body } = await shop.shopper(`/parts/${part.id}`);
    expect(body.images).toMatchObject([
      { alt: 'A red one', position: 0, width: 1200, height: 600 },
    ]);
    const { url } = body.images[0];
    for (const [query, width] of [
      ['', 1200],
      ['?w=160', 160],
      ['?w=480', 480],
      ['?w=960', 960],
    ] as const) {
      const response = await fetch(shop.instances[0]!.url + url + query);
      const meta = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
      expect(meta).toMatchObject({ format: 'webp', width });
      expect(meta.exif).toBeUndefined();
    }
  });

  it('say what they show before shoppers see them', async () => {
    const part = await shop.part({ status: 'draft' });
    const added = await upload(part.id, 'red', '');
    const image = `/parts/${part.id}/images/${added.body.images[0].id}`;
    const early = await shop.editor('PUT', `/parts/${part.id}`, { status: 'active' });
    expect([early.status, early.body.errors]).toEqual([
      422,
      [
        {
          field: 'status',
          message: 'cannot be active before every image says what it shows; missing: image 1',
        },
      ],
    ]);
    const described = await shop.editor('PUT', image, { alt: 'A red one', version: 2 });
    expect(described.body.images).toMatchObject([{ alt: 'A red one' }]);
    expect((await shop.editor('PUT', `/parts/${part.id}`, { status: 'active' })).status).toBe(200);
    expect((await shop.shopper(`/parts/${part.id}`)).body.images[0].alt).toBe('A red one');

    for (const emptied of [
      await shop.editor('PUT', image, { alt: ' ' }),
      await upload(part.id, 'blue', ''),
    ])
      expect([emptied.status, emptied.body.errors[0].field]).toEqual([422, 'alt']);
    expect((await shop.editor('PUT', image, { alt: 'Old', version: 2 })).status).toBe(409);
    expect(
      (await shop.editor('PUT', `/parts/${part.id}/images/${crypto.randomUUID()}`, { alt: 'x' }))
        .status,
    ).toBe(404);
    // Whoever says nothing gets the name of the part.
    expect((await upload(part.id, 'green')).body.images[1].alt).toBe(part.part_name);
  });

  it('can be ordered and removed', async () => {
    const part = await shop.part();
    for (const colour of ['red', 'green', 'blue']) await upload(part.id, colour, colour);
    const { body } = await shop.editor('GET', `/parts/${part.id}`);
    const ids = body.images.map((image: Json) => image.id);
    const ordered = await shop.editor('PUT', `/parts/${part.id}/images/order`, {
      image_ids: [...ids].reverse(),
      version: body.version,
    });
    expect(ordered.body.images.map((i: Json) => i.alt)).toEqual(['blue', 'green', 'red']);
    const removed = await shop.editor('DELETE', `/parts/${part.id}/images/${ids[1]}`);
    expect(removed.status).toBe(200);
    const shown = await shop.shopper(`/parts/${part.id}`);
    expect(shown.body.images.map((i: Json) => [i.alt, i.position])).toEqual([
      ['blue', 0],
      ['red', 1],
    ]);
    for (const image_ids of [[ids[0]], [...ids], [ids[0], ids[0]]]) {
      const refused = await shop.editor('PUT', `/parts/${part.id}/images/order`, { image_ids });
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'image_ids' }] } });
    }
  });

  it('are never fetched from inside our own network', async () => {
    const part = await shop.part();
    for (const url of [
      `${shop.instances[0]!.url}/api/v1/parts`,
      'http://169.254.169.254/latest',
      'file:///etc/passwd',
      'http://localhost/x.png',
      'http://[::1]/',
      'nonsense',
    ]) {
      const refused = await shop.editor('POST', `/parts/${part.id}/images`, { url });
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'url' }] } });
    }
  });

  it('must be pictures', async () => {
    const part = await shop.part();
    const form = new FormData();
    form.append('file', new Blob(['<svg onload="alert(1)"/>'], { type: 'image/png' }), 'x.png');
    const refused = await shop.editor('POST', `/parts/${part.id}/images`, form);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'file' }] } });
    const empty = await shop.editor('POST', `/parts/${part.id}/images`, new FormData());
    expect(empty).toMatchObject({ status: 422, body: { errors: [{ field: 'file' }] } });
  });
});

describe('rolling back', () => {
  it('brings everything back as a new version, and tells it', async () => {
    const part = await shop.part({
      part_name: 'First name',
      specifications: [{ name: 'a', value: '1' }],
    });
    await upload(part.id, 'red', 'kept');
    const before = (await shop.shopper(`/parts/${part.id}`)).body;
    await shop.editor('PUT', `/parts/${part.id}`, {
      part_name: 'Second',
      price: { amount: '1.00', currency: 'EUR' },
      specifications: [],
    });
    await shop.editor('DELETE', `/parts/${part.id}/images/${before.images[0].id}`);

    const answer = await shop.editor('POST', `/parts/${part.id}/versions/2/rollback`, {});
    expect(answer).toMatchObject({ status: 200, body: { version: 5, part_name: 'First name' } });
    const after = (await shop.shopper(`/parts/${part.id}`)).body;
    expect(after).toEqual({ ...before, version: 5, updated_at: after.updated_at });
    const history = await shop.editor('GET', `/parts/${part.id}/events`);
    expect(history.body.items.map((e: Json) => e.type)).toEqual([
      'content.rolled_back',
      'images.updated',
      'content.updated',
      'images.updated',
      'part.created',
    ]);
  });

  it('leaves the part alone when what it was belongs to another now', async () => {
    const part = await shop.part({ sku: 'OLD-SKU' });
    await shop.editor('PUT', `/parts/${part.id}`, { sku: 'NEW-SKU' });
    await shop.part({ sku: 'OLD-SKU' });
    const refused = await shop.editor('POST', `/parts/${part.id}/versions/1/rollback`, {});
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'sku_taken', errors: [{ field: 'sku' }] },
    });
    expect((await shop.shopper(`/parts/${part.id}`)).body).toMatchObject({
      sku: 'NEW-SKU',
      version: 2,
    });
  });

  it('gets one field back and keeps the others', async () => {
    const part = await shop.part({ part_name: 'First', description: '<p>Old</p>' });
    const price = { amount: '29.99', currency: 'EUR' };
    await shop.editor('PUT', `/parts/${part.id}`, { part_name: 'Second', price });
    const back = await shop.editor('POST', `/parts/${part.id}/versions/1/rollback`, {
      fields: ['price'],
      version: 2,
    });
    expect(back.body).toMatchObject({
      part_name: 'Second',
      price: { amount: '19.99' },
      version: 3,
    });
    expect((await shop.shopper(`/parts/${part.id}`)).body.price.amount).toBe('19.99');
    const [newest] = (await shop.editor('GET', `/parts/${part.id}/versions`)).body.items;
    expect(newest.change_summary).toBe('Rolled price back to version 1');
  });

  it('tells what an earlier version lacks today before anybody rolls back to it', async () => {
    const part = await shop.part();
    await shop.editor('PUT', `/parts/${part.id}`, { sku: `${part.sku}-B` });
    const check = async () =>
      (await shop.editor('GET', `/parts/${part.id}/versions/1/rollback-check`)).body.checks;
    expect((await check()).map(({ ok }: Json) => ok)).toEqual([true, true, true, true]);
    await shop.part({ sku: part.sku });
    expect((await check()).filter(({ ok }: Json) => !ok)).toEqual([
      { field: 'sku', ok: false, message: 'The SKU belongs to another part now.' },
    ]);
    const refused = await shop.editor('POST', `/parts/${part.id}/versions/1/rollback`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'sku_taken']);
    expect((await shop.editor('GET', `/parts/${part.id}/versions/9/rollback-check`)).status).toBe(
      404,
    );
  });

  it('shows what differs between two versions', async () => {
    const part = await shop.part({ part_name: 'One' });
    await shop.editor('PUT', `/parts/${part.id}`, { part_name: 'Two' });
    const { body } = await shop.editor('GET', `/parts/${part.id}/versions/1/diff/2`);
    expect(body.changes).toContainEqual({ field: 'part_name', from: 'One', to: 'Two' });
    expect(body.changes.map((c: Json) => c.field).sort()).toEqual(['part_name', 'slug']);
    const one = await shop.editor('GET', `/parts/${part.id}/versions/1`);
    expect(one.body.content_snapshot).toMatchObject({ part_name: 'One', price: part.price });
    expect((await shop.editor('GET', `/parts/${part.id}/versions/9`)).status).toBe(404);
  });
});

describe('deleting a part', () => {
  it('takes a confirmation, hides it from shoppers at once, and can be undone', async () => {
    const part = await shop.part({ part_name: 'Doomed gadget' });
    await shop.shopper(`/parts/${part.id}`);
    expect(await shop.editor('DELETE', `/parts/${part.id}`)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'confirm' }] },
    });
    const impact = await shop.editor('GET', `/parts/${part.id}/delete-impact`);
    expect(impact.body).toMatchObject({
      images: 0,
      specifications: 0,
      versions: 1,
      open_reservations: 0,
    });
    const gone = await shop.editor('DELETE', `/parts/${part.id}?confirm=${impact.body.confirm}`);
    expect(gone).toMatchObject({ status: 204, body: undefined });
    expect((await shop.shopper(`/parts/${part.id}`)).status).toBe(404);
    expect((await shop.shopper('/parts?q=doomed')).body.items).toEqual([]);
    expect((await shop.editor('PUT', `/parts/${part.id}`, { part_name: 'x' })).status).toBe(404);
    expect((await shop.editor('GET', '/parts?q=doomed')).body.items).toEqual([]);
    expect(
      (await shop.editor('GET', '/parts?q=doomed&include_deleted=true')).body.items,
    ).toHaveLength(1);

    expect((await shop.editor('POST', `/parts/${part.id}/restore`)).body).toMatchObject({
      deleted_at: null,
      version: 3,
    });
    expect((await shop.shopper(`/parts/${part.id}`)).body).toMatchObject({
      part_name: 'Doomed gadget',
    });
    expect((await shop.shopper('/parts?q=doomed')).body.items).toHaveLength(1);
    expect((await shop.editor('POST', `/parts/${part.id}/restore`)).status).toBe(409);
  });

  it('is not done when the part changed since the confirmation', async () => {
    const part = await shop.part();
    const { body } = await shop.editor('GET', `/parts/${part.id}/delete-impact`);
    await shop.editor('PUT', `/parts/${part.id}`, { part_name: 'Changed in between' });
    const refused = await shop.editor('DELETE', `/parts/${part.id}?confirm=${body.confirm}`);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'version_conflict', current: { part_name: 'Changed in between' } },
    });
    expect((await shop.shopper(`/parts/${part.id}`)).status).toBe(200);
  });

  it('frees its SKU, and then it can’t come back', async () => {
    const part = await shop.part({ sku: 'REUSED' });
    const { body } = await shop.editor('GET', `/parts/${part.id}/delete-impact`);
    await shop.editor('DELETE', `/parts/${part.id}?confirm=${body.confirm}`);
    await shop.part({ sku: 'REUSED' });
    expect(await shop.editor('POST', `/parts/${part.id}/restore`)).toMatchObject({
      status: 409,
      body: { code: 'sku_taken' },
    });
  });
});

describe('staff’s table', () => {
  it('shows low stock, both versions and every field', async () => {
    const part = await shop.part({ part_name: 'Scarce widget' });
    await shop.stock(part.id, 3, 5);
    const { body } = await shop.editor('GET', '/parts?low_stock=true&q=scarce&sort=stock_asc');
    expect(body.items).toMatchObject([
      {
        id: part.id,
        version: 1,
        stock: {
          current_stock: 3,
          min_stock_level: 5,
          reserved_quantity: 0,
          version: 1,
          is_low_stock: true,
        },
      },
    ]);
    expect((await shop.editor('GET', '/parts?low_stock=false&q=scarce')).body.items).toEqual([]);
  });

  it.each(['updated', 'sku', 'stock_asc', 'stock_desc', 'name'])('pages by %s', async (sort) => {
    const whole = (await shop.editor('GET', `/parts?sort=${sort}&limit=100`)).body.items.map(
      (p: Json) => p.id,
    );
    const paged: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: Json = await shop.editor(
        'GET',
        `/parts?sort=${sort}&limit=4&cursor=${cursor}`,
      );
      paged.push(...body.items.map((p: Json) => p.id));
      cursor = body.next_cursor;
    }
    expect(paged).toEqual(whole);
  });
});
