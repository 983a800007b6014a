import { inflateSync } from 'node:zlib';

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const TTF_HEADER = 12;
const TTF_ENTRY = 16;

/**
 * The TrueType file inside a WOFF 1.0 file (W3C: each table deflated on its own). Reading glyphs out of the packed file
 * inflates whole tables again and again: seconds instead of milliseconds.
 */
export function unpackWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(TTF_HEADER + TTF_ENTRY * count);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const tables: Buffer[] = [];
  let offset = head.length;
  for (let n = 0; n < count; n += 1) {
    const entry = WOFF_HEADER + WOFF_ENTRY * n;
    const field = (at: number) => woff.readUInt32BE(entry + at);
    const [start, packed, size, checksum] = [field(4), field(8), field(12), field(16)];
    const stored = woff.subarray(start, start + packed);
    const table = Buffer.alloc(Math.ceil(size / 4) * 4);
    (packed < size ? inflateSync(stored) : stored).copy(table);
    const at = TTF_HEADER + TTF_ENTRY * n;
    woff.copy(head, at, entry, entry + 4);
    head.writeUInt32BE(checksum, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(size, at + 12);
    tables.push(table);
    offset += table.length;
  }
  return Buffer.concat([head, ...tables]);
}
