import { afterAll, beforeAll, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { ImageHousekeeping } from '../images/image-housekeeping.js';
import { ImageStore } from '../images/image-store.js';
import { Bucket } from '../testing/bucket.js';
import { EDITOR, Shop, type Json } from '../testing/shop.js';
import { RepairImages } from './repair-images.js';

/** Real: PostgreSQL, and a bucket behind the S3 protocol that loses objects. */
let bucket: Bucket;
let shop: Shop;
beforeAll(async () => {
  bucket = await Bucket.open();
  shop = await Shop.open({ env: bucket.settings });
  await shop.start({ ...bucket.settings, CATALOG_IMAGES_IN: 'postgresql' });
});
afterAll(async () => {
  await shop?.close();
  await bucket?.close();
});

const WIDTHS = [160, 480, 500];
const repairing = () => shop.instances[0]!.app.get(RepairImages, { strict: false });

let pictures = 0;
async function picture(): Promise<Blob> {
  pictures += 1;
  const background = { r: pictures, g: 10, b: 10 };
  const create = { width: 500, height: 300, channels: 3 as const, background };
  return new Blob([new Uint8Array(await sharp({ create }).png().toBuffer())]);
}

async function shownOn(partId: number, file: Blob, instance = 0): Promise<Json> {
  const form = new FormData();
  form.set('alt', 'Front');
  form.set('file', file, 'x.png');
  const { status, body } = await shop.editor('POST', `/parts/${partId}/images`, form, {}, instance);
  expect(status).toBe(201);
  return body.images.at(-1);
}

async function seen(url: string): Promise<(number | undefined)[]> {
  const { origin } = new URL(shop.instances[0]!.url);
  return Promise.all(
    WIDTHS.map(async (width) => {
      const answer = await fetch(`${origin}${url}${width === 500 ? '' : `?w=${width}`}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      return answer.ok ? (await sharp(bytes).metadata()).width : answer.status;
    }),
  );
}

const shaOf = (url: string): string => /[0-9a-f]{64}/.exec(url)![0];
async function namesOf(url: string): Promise<string[]> {
  const rows = await shop.database.query<{ name: string }>(
    'select content_sha256 as name from catalog.image_renditions where sha256 = $1 order by width',
    [shaOf(url)],
  );
  return rows.map(({ name }) => name);
}
const missing = async (url: string): Promise<number[]> => {
  await shop.instances[0]!.app.get(ImageHousekeeping, { strict: false }).lookForImages();
  const rows = await shop.database.query<{ width: number }>(
    'select width from catalog.image_renditions where sha256 = $1 and missing_since is not null order by width',
    [shaOf(url)],
  );
  return rows.map(({ width }) => width);
};

it('widths that the bucket has lost are made again from the original, and nobody is asked', async () => {
  const part = await shop.part();
  const { id, url } = await shownOn(part.id, await picture());
  const [small, wide] = (await namesOf(url)) as [string, string];
  bucket.lose(small);
  bucket.corrupt(wide);
  expect(await missing(url)).toEqual([160]);
  expect(await repairing().repair([id], null)).toMatchObject([{ image_id: id }]);
  expect(await missing(url)).toEqual([]);
  expect(await seen(url)).toEqual(WIDTHS);
  expect((await shop.editor('GET', `/parts/${part.id}`)).body.version).toBe(2);
});

it('a picture whose original is lost goes from its part only when a person says so, and can be uploaded again', async () => {
  const part = await shop.part({ part_name: 'Wheel' });
  const file = await picture();
  const { id, url } = await shownOn(part.id, file);
  for (const name of await namesOf(url)) bucket.lose(name);
  expect(await missing(url)).toEqual(WIDTHS);
  expect(await repairing().repair([id], null)).toEqual([]);
  const page = () => shop.editor('GET', `/parts/${part.id}`);
  expect((await page()).body.images).toHaveLength(1);

  const [mended] = await repairing().repair([id], EDITOR);
  expect(mended!.said).toBe(
    `Part ${part.id}, “Wheel”, has lost its picture “Front”: its original is gone. Upload it again to show it.`,
  );
  expect((await page()).body).toMatchObject({ images: [], version: 3 });
  const { body } = await shop.editor('GET', `/parts/${part.id}/versions`);
  expect(body.items[0]).toMatchObject({
    ...{ change_summary: 'Removed “Front”: its file was lost', created_by: EDITOR.id },
  });
  expect(await repairing().repair([id], EDITOR)).toEqual([]);

  // What is missing is brought to where new images are kept, wherever it was.
  expect((await shownOn(part.id, file, 1)).url).toBe(url);
  expect(await seen(url)).toEqual(WIDTHS);
  expect(await missing(url)).toEqual([]);
});

it.each([0, 1])(
  'a picture that is uploaded again while its loss is repaired stays: instance %i',
  async (instance) => {
    const [part, other] = [await shop.part(), await shop.part()];
    const file = await picture();
    const { id, url } = await shownOn(part.id, file);
    for (const name of await namesOf(url)) bucket.lose(name);
    expect(await missing(url)).toEqual(WIDTHS);
    const store = shop.instances[0]!.app.get(ImageStore, { strict: false });
    const look = store.look.bind(store);
    store.look = async (sha256) => {
      const seen = await look(sha256);
      await shownOn(other.id, file, instance);
      return seen;
    };
    try {
      expect(await repairing().repair([id], EDITOR)).toEqual([]);
    } finally {
      store.look = look;
    }
    expect((await shop.editor('GET', `/parts/${part.id}`)).body.images).toHaveLength(1);
    expect(await missing(url)).toEqual([]);
    expect(await repairing().repair([id], EDITOR)).toMatchObject([{ image_id: id }]);
    expect(await seen(url)).toEqual(WIDTHS);
  },
);

it('nothing is decided while the bucket does not answer', async () => {
  const part = await shop.part();
  const { id } = await shownOn(part.id, await picture());
  const away = await shop.start({
    ...bucket.settings,
    CATALOG_S3_SECRET_ACCESS_KEY: 'another key',
  });
  try {
    const repairs = away.app.get(RepairImages, { strict: false });
    expect(await repairs.repair([id], null)).toEqual([]);
    await expect(repairs.repair([id], EDITOR)).rejects.toMatchObject({ kind: 'unavailable' });
  } finally {
    shop.instances.pop();
    await away.stop();
  }
  expect((await shop.editor('GET', `/parts/${part.id}`)).body.images).toHaveLength(1);
});
