import { mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHECKS } from '@tandem/consistency';
import { buildServices, runScript } from '@tandem/testing';
import sharp from 'sharp';
import { Bucket } from '../testing/bucket.js';
import { Shop, type Json } from '../testing/shop.js';
import { sha256Of } from './blob-store.js';
import { ImageHousekeeping } from './image-housekeeping.js';

/** Real: PostgreSQL, and a bucket behind the S3 protocol. The second instance keeps its images in PostgreSQL. */
let bucket: Bucket;
let shop: Shop;
let home: string;
beforeAll(async () => {
  await buildServices();
  bucket = await Bucket.open();
  shop = await Shop.open({ env: bucket.settings });
  await shop.start({ CATALOG_IMAGES_IN: 'postgresql' });
  home = mkdtempSync(join(tmpdir(), 'tandem-images-'));
}, 300_000);
afterAll(async () => {
  await shop?.close();
  await bucket?.close();
  if (home) rmSync(home, { recursive: true });
});

let pictures = 0;
async function upload(instance: number, headers: Record<string, string> = {}) {
  const part = await shop.part();
  const form = new FormData();
  pictures += 1;
  const background = { r: pictures, g: 10, b: 10 };
  const bytes = await sharp({ create: { width: 500, height: 300, channels: 3, background } })
    .jpeg()
    .toBuffer();
  form.append('file', new Blob([bytes]), 'x.jpg');
  const answer = await shop.editor('POST', `/parts/${part.id}/images`, form, headers, instance);
  return { part, answer, url: answer.body.images?.at(-1)?.url as string };
}

/** A rendition as a browser gets it. */
async function seen(url: string, width?: number, instance = 0) {
  const { origin } = new URL(shop.instances[instance]!.url);
  const query = width ? `?w=${width}` : '';
  const response = await fetch(new URL(`${new URL(url, origin).pathname}${query}`, origin));
  const { status, headers } = response;
  return { status, headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

const shaOf = (url: string): string => /[0-9a-f]{64}/.exec(url)![0];
const rows = (url: string): Promise<Json[]> =>
  shop.database.query<Json>(
    `select width, place, content_sha256 as name, bytes is null as elsewhere, missing_since is not null as missing
       from catalog.image_renditions where sha256 = $1 order by width`,
    [shaOf(url)],
  );
const housekeeping = () => shop.instances[0]!.app.get(ImageHousekeeping, { strict: false });
const anHourPasses = () =>
  shop.database.query(
    `update catalog.image_objects set noted_at = noted_at - interval '61 minutes'`,
  );

function move(to: string, env: Record<string, string> = {}): Promise<void> {
  const settings = { ...bucket.settings, CATALOG_DATABASE_URL: shop.env['CATALOG_DATABASE_URL']! };
  return runScript(['apps/catalog/dist/move-images.js', '--to', to], { ...settings, ...env });
}

describe('images in a bucket', () => {
  it('are shown as those in the database are, and the database has none of their bytes', async () => {
    const { answer, url } = await upload(0);
    expect(answer.status).toBe(201);
    const kept = await rows(url);
    expect(kept).toMatchObject([
      { width: 160, place: 's3', elsewhere: true },
      { width: 480, place: 's3', elsewhere: true },
      { width: 500, place: 's3', elsewhere: true, name: shaOf(url) },
    ]);
    for (const { width, name } of kept)
      for (const instance of [0, 1]) {
        const image = await seen(url, width === 500 ? undefined : width, instance);
        expect(image.status).toBe(200);
        expect(sha256Of(image.bytes)).toBe(name);
        expect(bucket.bytes(name)).toEqual(image.bytes);
        expect(image.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(image.headers.get('content-type')).toBe('image/webp');
        expect(image.headers.get('etag')).toBe(
          `"${shaOf(url).slice(0, 32)}-${width === 500 ? 'full' : width}"`,
        );
      }
  });

  it('are not taken while the bucket refuses them, and nothing of them is left', async () => {
    const other = await shop.start({ CATALOG_S3_SECRET_ACCESS_KEY: 'another key' });
    try {
      const { part, answer } = await upload(2);
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
      expect(answer.headers.get('retry-after')).toBe('5');
      expect((await shop.editor('GET', `/parts/${part.id}`)).body.images).toEqual([]);
    } finally {
      shop.instances.pop();
      await other.stop();
    }
  });

  it('that no part came to show are removed after a while, and no others', async () => {
    const shown = await upload(0);
    const before = bucket.names();
    const { answer } = await upload(0, { 'if-match': '"7"' });
    expect(answer.status).toBe(409);
    const orphans = bucket.names().filter((name) => !before.includes(name));
    expect(orphans.length).toBe(3);
    await housekeeping().removeOrphans();
    expect(bucket.names()).toEqual(expect.arrayContaining(orphans));
    await anHourPasses();
    await housekeeping().removeOrphans();
    expect(bucket.names()).toEqual(before);
    expect((await seen(shown.url)).status).toBe(200);
  });

  it('that are being removed are not relied on by a write', async () => {
    const { url } = await upload(1);
    const [{ name }] = (await rows(url)) as [Json];
    await shop.database.query(
      `insert into catalog.image_objects (content_sha256, removing) values ($1, true)`,
      [name],
    );
    await expect(move('s3')).rejects.toThrow('ended with');
    expect((await rows(url))[0]).toMatchObject({ place: 'postgresql', elsewhere: false });
    await anHourPasses();
    await housekeeping().removeOrphans();
    await move('s3');
    expect(await rows(url)).toEqual(
      expect.arrayContaining([expect.objectContaining({ place: 's3', name })]),
    );
  });
});

describe('moving the images', () => {
  it('goes on where it was killed, loses nothing, and leaves every picture as it was', async () => {
    const uploads = [await upload(1), await upload(1), await upload(0)];
    const before = await Promise.all(uploads.map(({ url }) => seen(url, 160, 1)));
    const places = async () => (await Promise.all(uploads.map(({ url }) => rows(url)))).flat();
    expect(new Set((await places()).map(({ place }) => place))).toEqual(
      new Set(['postgresql', 's3']),
    );

    const fault = join(home, 'fault');
    writeFileSync(fault, 'images.put');
    await expect(move('s3', { TANDEM_FAULT_FILE: fault })).rejects.toThrow('ended with');
    expect(existsSync(fault)).toBe(false);
    // The row still says where the bytes are.
    expect((await places()).filter(({ place }) => place === 'postgresql').length).toBe(6);
    await move('s3');
    expect((await places()).every(({ place, elsewhere }) => place === 's3' && elsewhere)).toBe(
      true,
    );
    await shop.restart(1, { CATALOG_IMAGES_IN: 'postgresql' });
    const moved = await Promise.all(uploads.map(({ url }) => seen(url, 160, 1)));
    expect(moved.map(({ bytes }) => bytes)).toEqual(before.map(({ bytes }) => bytes));

    await move('postgresql');
    expect((await places()).every(({ place }) => place === 'postgresql')).toBe(true);
    await anHourPasses();
    await housekeeping().removeOrphans();
    expect(bucket.names()).toEqual([]);
    await shop.restart(1, { CATALOG_IMAGES_IN: 'postgresql', CATALOG_S3_BUCKET: '' });
    const back = await Promise.all(uploads.map(({ url }) => seen(url, 160, 1)));
    expect(back.map(({ bytes }) => bytes)).toEqual(before.map(({ bytes }) => bytes));
  });

  it('takes nothing back that is not as it was put there', async () => {
    const { url } = await upload(0);
    const [small, wide, full] = (await rows(url)) as [Json, Json, Json];
    bucket.corrupt(small.name);
    bucket.lose(wide.name);
    await expect(move('postgresql')).rejects.toThrow('ended with 1');
    expect(await rows(url)).toMatchObject([
      { place: 's3' },
      { place: 's3' },
      { place: 'postgresql', name: full.name },
    ]);
    // Nobody's browser keeps another picture for a year.
    for (const width of [160, 480]) {
      const answer = await seen(url, width);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('cache-control')).not.toContain('immutable');
    }

    const check = CHECKS.find(({ name }) => name === 'images and objects')!;
    const found = () => shop.database.query<Json>(check.sql(() => 'true'));
    await housekeeping().lookForImages();
    expect((await rows(url))[1]).toMatchObject({ missing: true });
    expect(await found()).toMatchObject([{ due: wide.name }]);
  });
});
