import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { PictureTurns } from './picture-turns.js';
import { processImage } from './process-image.js';

const refusal = (message: string) =>
  expect.objectContaining({
    kind: 'invalid',
    extra: { errors: [{ field: 'file', message }] },
  });

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#123456' } });

/** A PNG that says how large it is and ends there: whoever decodes it fails. */
async function headerOf(width: number, height: number): Promise<Buffer> {
  const small = await picture(1, 1).png().toBuffer();
  small.writeUInt32BE(width, 16);
  small.writeUInt32BE(height, 20);
  // The checksum of the header chunk.
  const { crc32 } = await import('node:zlib');
  small.writeUInt32BE(crc32(small.subarray(12, 29)), 29);
  return small;
}

describe('a picture that is uploaded', () => {
  it('becomes a WebP picture in the widths that pages ask for', async () => {
    const { width, height, renditions } = await processImage(
      await picture(1_000, 500).png().toBuffer(),
      'file',
    );
    expect([width, height, [...renditions.keys()]]).toEqual([1_000, 500, [1_000, 160, 480, 960]]);
  });

  it.each([
    [6_000, 4_001],
    [4_900, 4_900],
    [8_000, 8_000],
  ])('of %d × %d pixels is refused by its header, before anything is decoded', async (w, h) => {
    await expect(processImage(await headerOf(w, h), 'file')).rejects.toEqual(
      refusal('has more than 24 megapixels, all frames together'),
    );
  });

  it('of 24 megapixels is read', async () => {
    const bytes = await picture(6_000, 4_000).png().toBuffer();
    expect(await processImage(bytes, 'file')).toMatchObject({ width: 2_000, height: 1_333 });
  });

  it('that moves counts with all its frames', async () => {
    const frames = await Promise.all(
      Array.from({ length: 7 }, (_, n) =>
        sharp({
          create: {
            width: 2_000,
            height: 2_000,
            channels: 3,
            background: { r: 30 * n, g: 0, b: 0 },
          },
        })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .gif({ effort: 1 })
      .toBuffer();
    await expect(processImage(moving, 'file')).rejects.toEqual(
      refusal('has more than 24 megapixels, all frames together'),
    );
    const still = await sharp(moving, { page: 0 }).gif().toBuffer();
    expect(await processImage(still, 'file')).toMatchObject({ width: 2_000, height: 2_000 });
  });

  it('of AVIF, and the first frame of one that moves, become WebP pictures that stand still', async () => {
    const avif = await picture(400, 300).avif({ effort: 0 }).toBuffer();
    const frames = await Promise.all(
      ['#ff0000', '#00ff00'].map((background) =>
        sharp({ create: { width: 400, height: 300, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .gif({ effort: 1 })
      .toBuffer();
    for (const bytes of [avif, moving]) {
      const { renditions } = await processImage(bytes, 'file');
      const original = renditions.get(400)!;
      expect(await sharp(original).metadata()).toMatchObject({ format: 'webp', height: 300 });
      expect((await sharp(original).metadata()).pages ?? 1).toBe(1);
      if (bytes === moving)
        expect((await sharp(original).stats()).dominant).toMatchObject({
          g: expect.any(Number),
          r: 248,
        });
    }
  });

  it('that is a page of the web as well leaves nothing of it', async () => {
    const page = '<script>alert(1)</script>';
    const png = await picture(400, 300)
      .withExif({ IFD0: { Copyright: page } })
      .png()
      .toBuffer();
    const { renditions } = await processImage(Buffer.concat([png, Buffer.from(page)]), 'file');
    for (const bytes of renditions.values()) expect(bytes.includes('script')).toBe(false);
  });

  it.each([
    ['<svg/>'],
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['<html><body>'],
    [''],
  ])('is refused when it is none: %s', async (bytes) => {
    await expect(processImage(Buffer.from(bytes), 'file')).rejects.toEqual(
      refusal('is not an image that can be read'),
    );
  });
});

describe('pictures that come together', () => {
  it('are decoded one at a time, and a failure holds nobody up', async () => {
    const turns = new PictureTurns(10);
    let running = 0;
    let most = 0;
    const work = async (n: number) => {
      most = Math.max(most, (running += 1));
      await new Promise(setImmediate);
      running -= 1;
      if (n === 2) throw new Error('no picture');
      return n;
    };
    const ends = await Promise.allSettled([1, 2, 3].map((n) => turns.turn(() => work(n))));
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(most).toBe(1);
  });

  it('are sent away when all places are taken, and welcome again when one is free', async () => {
    const turns = new PictureTurns(2);
    const gate = Promise.withResolvers<void>();
    const held = [1, 2].map(() => turns.place(() => gate.promise));
    await expect(turns.place(async () => 3)).rejects.toMatchObject({
      kind: 'unavailable',
      extra: { retry_after: 5 },
    });
    gate.resolve();
    await Promise.all(held);
    expect(await turns.place(async () => 4)).toBe(4);
  });
});
