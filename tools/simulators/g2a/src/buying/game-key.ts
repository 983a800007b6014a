import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const EVERY_IMAGE = 10;
const GRID = 21;
const DOT = 8;

/** Some products have their keys as pictures. */
export const isImage = (productNumber: number): boolean => productNumber % EVERY_IMAGE === 0;

/** A key that no shop takes: each order has its own. */
export function keyText(orderId: string): string {
  const bytes = createHash('sha256').update(`key of ${orderId}`).digest();
  const letters = [...bytes.subarray(0, 15)].map((byte) => LETTERS[byte % LETTERS.length]);
  return `SIM-${letters.slice(0, 5).join('')}-${letters.slice(5, 10).join('')}-${letters.slice(10).join('')}`;
}

/** A picture of dots in place of a scan, as base64 of a PNG. */
export function keyImage(orderId: string): string {
  const bits = createHash('sha512').update(`picture of ${orderId}`).digest();
  const width = GRID * DOT;
  const rows: Buffer[] = [];
  for (let y = 0; y < GRID; y += 1) {
    const row = Buffer.alloc(width + 1);
    for (let x = 0; x < width; x += 1) {
      const bit = y * GRID + Math.floor(x / DOT);
      row[x + 1] = (bits[(bit >> 3) % bits.length]! >> (bit & 7)) & 1 ? 255 : 0;
    }
    for (let n = 0; n < DOT; n += 1) rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  // Eight bits of grey.
  header.writeUInt8(8, 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.concat(rows));
  const parts = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]).toString('base64');
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'ascii'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
