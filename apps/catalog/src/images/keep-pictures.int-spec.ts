import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Retention } from '@tandem/jobs';
import { Database, transaction } from '@tandem/persistence';
import { eventually } from '@tandem/testing';
import pg from 'pg';
import sharp from 'sharp';
import { readKnownPictures } from '../imports/pictures/known-pictures.js';
import { Bucket } from '../testing/bucket.js';
import { Shop, type Json } from '../testing/shop.js';
import { ImageHousekeeping } from './image-housekeeping.js';
import { ImageStore } from './image-store.js';
import { processImage } from './process-image.js';

/** Real: PostgreSQL, and a bucket behind the S3 protocol. The second instance keeps its pictures in PostgreSQL. */
let bucket: Bucket;
let shop: Shop;
beforeAll(async () => {
  bucket = await Bucket.open();
  shop = await Shop.open({ env: bucket.settings });
  await shop.start({ CATALOG_IMAGES_IN: 'postgresql' });
});
afterAll(async () => {
  await shop?.close();
  await bucket?.close();
});

let colours = 0;
const newPicture = (): Promise<Buffer> => {
  colours += 1;
  // Far enough from each other to be other bytes when they are compressed.
  const background = { r: (colours * 37) % 256, g: (colours * 91) % 256, b: 60 };
  return sharp({ create: { width: 200, height: 100, channels: 3, background } })
    .png()
    .toBuffer();
};
async function upload(id: number, bytes: Buffer, instance = 0) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), 'x.png');
  const answer = await shop.editor('POST', `/parts/${id}/images`, form, {}, instance);
  expect(answer.status).toBe(201);
  const { id: imageId, url } = answer.body.images.at(-1);
  return { imageId: imageId as string, sha256: /[0-9a-f]{64}/.exec(url)![0] };
}
/** A part whose second version had a picture that its third has not. */
async function partThatShowed(bytes: Buffer, instance = 0) {
  const { id } = await shop.part();
  const { imageId, sha256 } = await upload(id, bytes, instance);
  expect((await shop.editor('DELETE', `/parts/${id}/images/${imageId}`)).status).toBe(200);
  return { id, sha256 };
}
const forgetVersion = (id: number, version = 2) =>
  shop.database.query(
    `delete from catalog.part_content_versions where part_id = $1 and version_number = $2`,
    [id, version],
  );
/** A picture that nothing refers to, seen to be so longer ago than its days. */
async function unusedPicture(bytes: Buffer, instance = 0) {
  const { id, sha256 } = await partThatShowed(bytes, instance);
  await forgetVersion(id);
  await clear();
  expect(await unusedSince(sha256)).toBeInstanceOf(Date);
  await daysPass(91);
  return { id, sha256 };
}
const daysPass = (days: number) =>
  shop.database.query(
    `update catalog.image_blobs set unused_since = unused_since - $1 * interval '1 day'`,
    [days],
  );
const clear = () => shop.instances[0]!.app.get(Retention).run('forget-pictures');
const isKept = async (sha256: string): Promise<boolean> =>
  (await shop.database.query('select 1 from catalog.image_blobs where sha256 = $1', [sha256]))
    .length > 0;
const unusedSince = async (sha256: string): Promise<Date | null> =>
  (
    await shop.database.query<{ at: Date | null }>(
      'select unused_since as at from catalog.image_blobs where sha256 = $1',
      [sha256],
    )
  )[0]!.at;
/** The statuses of all its widths, as each instance answers a browser. */
async function statuses(sha256: string): Promise<number[]> {
  const answers = await Promise.all(
    ['', '?w=160'].flatMap((query) =>
      shop.instances.map(({ url }) => fetch(new URL(`/api/v1/images/${sha256}.webp${query}`, url))),
    ),
  );
  return answers.map(({ status }) => status);
}
const fourTimes = (status: number): number[] => [status, status, status, status];
const housekeep = () =>
  shop.instances[0]!.app.get(ImageHousekeeping, { strict: false }).removeOrphans();
const anHourPasses = () =>
  shop.database.query(
    `update catalog.image_objects set noted_at = noted_at - interval '61 minutes'`,
  );

describe('a picture', () => {
  it('is kept while a version has it, and a roll-back to that shows it again', async () => {
    const { id, sha256 } = await partThatShowed(await newPicture());
    await clear();
    expect(await unusedSince(sha256)).toBeNull();
    await shop.database.query(
      `update catalog.image_blobs set unused_since = now() - interval '91 days' where sha256 = $1`,
      [sha256],
    );
    await clear();
    expect(await unusedSince(sha256)).toBeNull();
    const back = await shop.editor('POST', `/parts/${id}/versions/2/rollback`, {});
    expect(back).toMatchObject({ status: 200, body: { images: [{ width: 200 }] } });
    expect(await statuses(sha256)).toEqual(fourTimes(200));
  });

  it('is kept while another part shows it, or an import that waits has fetched it', async () => {
    const bytes = await newPicture();
    const { id, sha256 } = await partThatShowed(bytes);
    const other = await shop.part();
    const { imageId } = await upload(other.id, bytes);
    await forgetVersion(id);
    await clear();
    expect(await unusedSince(sha256)).toBeNull();

    await shop.editor('DELETE', `/parts/${other.id}/images/${imageId}`);
    await forgetVersion(other.id);
    const pictures = JSON.stringify([{ url: 'https://example.com/x', alt: 'x', sha256 }]);
    await shop.database.query(
      `with i as (
         insert into catalog.imports (id, status, is_dry_run, file_name, format, columns, columns_key, data_at, position)
         values (gen_random_uuid(), 'running', false, 'x.csv', 'csv', '[]', '', 0, 0) returning id)
       insert into catalog.import_pictures (import_id, row, part_id, pictures, waiting, replaces, counted_as, cells)
       select id, 1, $2, $1, 1, '{}', 'created', '{}' from i`,
      [pictures, id],
    );
    await clear();
    expect(await unusedSince(sha256)).toBeNull();
    await shop.database.query('delete from catalog.import_pictures');
    await clear();
    expect(await unusedSince(sha256)).toBeInstanceOf(Date);
  });

  it.each([
    ['the bucket', 0],
    ['PostgreSQL', 1],
  ])('that nothing refers to goes after its days, and its bytes from %s', async (_place, at) => {
    const { id, sha256 } = await partThatShowed(await newPicture(), at);
    const objects = await shop.database.query<{ name: string }>(
      `select content_sha256 as name from catalog.image_renditions where sha256 = $1 and place = 's3'`,
      [sha256],
    );
    expect(objects).toHaveLength(at === 0 ? 2 : 0);
    // The upload's own notes of them have done their duty.
    await anHourPasses();
    await housekeep();
    await forgetVersion(id);
    await clear();
    await daysPass(89);
    await clear();
    expect(await isKept(sha256)).toBe(true);
    await daysPass(2);
    await clear();
    expect(await isKept(sha256)).toBe(false);
    expect(
      await shop.database.query('select 1 from catalog.image_renditions where sha256 = $1', [
        sha256,
      ]),
    ).toEqual([]);
    // Whatever ends here has left notes of the objects: the next run of another job finds them.
    await anHourPasses();
    await housekeep();
    for (const { name } of objects) expect(bucket.names()).not.toContain(name);
    expect(await statuses(sha256)).toEqual(fourTimes(404));
  });
});

describe('a picture whose time is over', () => {
  it('is shown with all its bytes when it is uploaded while it is removed', async () => {
    for (let round = 0; round < 8; round += 1) {
      const bytes = await newPicture();
      const instance = round % 2;
      const { id, sha256 } = await unusedPicture(bytes, instance);
      await Promise.all([clear(), upload(id, bytes, instance), clear(), housekeep()]);
      await clear();
      await anHourPasses();
      await housekeep();
      expect(await statuses(sha256)).toEqual(fourTimes(200));
    }
  });

  it('stays when a write that is not at its end yet shows it', async () => {
    const { id, sha256 } = await unusedPicture(await newPicture());
    const other = new pg.Client({ connectionString: shop.database.adminUrl });
    await other.connect();
    try {
      await other.query('begin');
      await other.query(
        `insert into catalog.part_images (id, part_id, sha256, position) values (gen_random_uuid(), $1, $2, 0)`,
        [id, sha256],
      );
      await clear();
      await other.query('commit');
      await clear();
      expect(await unusedSince(sha256)).toBeNull();
      expect(await isKept(sha256)).toBe(true);
    } finally {
      await other.end();
    }
  });

  it('stays for whoever has recorded it, and has not come to show it yet', async () => {
    const bytes = await newPicture();
    const { sha256 } = await unusedPicture(bytes, 1);
    const { app } = shop.instances[1]!;
    const store = app.get(ImageStore, { strict: false });
    const kept = await store.keep(await processImage(bytes, 'file'));
    await transaction(app.get(Database), async (tx) => {
      await store.record(tx, kept);
      await clear();
    });
    await clear();
    expect(await statuses(sha256)).toEqual(fourTimes(200));
  });

  it('is uploaded anew by whoever waits for its removal', async () => {
    const bytes = await newPicture();
    const { id, sha256 } = await unusedPicture(bytes, 1);
    const remover = new pg.Client({ connectionString: shop.database.adminUrl });
    await remover.connect();
    try {
      await remover.query('begin');
      await remover.query('delete from catalog.image_blobs where sha256 = $1', [sha256]);
      const uploaded = upload(id, bytes, 1);
      await eventually(async () => {
        const waiting = await shop.database.query<Json>(
          `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%image_blobs%'`,
        );
        return waiting.length > 0;
      });
      await remover.query('commit');
      await uploaded;
      expect(await statuses(sha256)).toEqual(fourTimes(200));
    } finally {
      await remover.end();
    }
  });

  it('stays when an import has found it, and one that is gone is not found', async () => {
    const database = shop.instances[0]!.app.get(Database);
    const { sha256 } = await unusedPicture(await newPicture());
    const asked = [{ partId: undefined, url: `/api/v1/images/${sha256}.webp` }];
    const find = () =>
      transaction(database, async (tx) => (await readKnownPictures(tx, asked))(asked[0]!));
    expect(await find()).toBe(sha256);
    await clear();
    expect(await isKept(sha256)).toBe(true);
    await daysPass(91);
    await clear();
    expect(await isKept(sha256)).toBe(false);
    expect(await find()).toBeNull();
  });
});
