import { badFile } from './errors.js';

const MARKS: [encoding: string, mark: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The bytes of a file as UTF-8 without a byte order mark, which names the encoding. A file without one is taken for UTF-8;
 * what is none shows in its rows.
 * @throws DomainError 422 when a file that says it is UTF-16 ends within a character.
 */
export async function* decodeUpload(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let head: Buffer | null = Buffer.alloc(0);
  for await (const piece of file) {
    let bytes: Buffer = piece;
    if (head) {
      bytes = Buffer.concat([head, piece]);
      if (bytes.length < 3) {
        head = bytes;
        continue;
      }
      head = null;
      const [encoding, mark] = MARKS.find(([, signs]) => signs.every((b, i) => bytes[i] === b)) ?? [
        'utf-8',
        [],
      ];
      if (encoding !== 'utf-8') decoder = new TextDecoder(encoding);
      bytes = bytes.subarray(mark.length);
    }
    yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
  }
  if (head && head.length > 0) yield head;
  if (decoder?.decode()) throw badFile('ends in the middle of a character');
}
