import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** A seal over rows that a file holds; digests are in hexadecimal. */
export interface ArchivedSeal {
  number: string;
  after_id: string;
  to_id: string;
  rows: number;
  content: string;
  digest: string;
}

/** What stands beside a file of archived changes, so that the two can be verified without a database. */
export interface ArchiveManifest {
  format: 1;
  /** Gzip of JSON Lines, a change each. */
  file: string;
  sha256: string;
  bytes: number;
  rows: number;
  /** The digest of the seal before the first; null: there is none. */
  before: string | null;
  seals: ArchivedSeal[];
}

/** One line of such a file: the text of the change stands in it as it was sealed, byte for byte. */
export const archiveLine = (id: string, text: string): string => `{"id":${id},"change":${text}}\n`;

/** The file of seals, and its manifest's. */
export function archiveNames(first: string, last: string): { file: string; manifest: string } {
  const name = `audit-${first.padStart(10, '0')}-${last.padStart(10, '0')}`;
  return { file: `${name}.jsonl.gz`, manifest: `${name}.json` };
}

/**
 * Reads an archive from its first row to its last.
 * @returns its manifest, and what is wrong with it, in a sentence each.
 * @throws Error when a file is missing or can't be read.
 */
export async function verifyArchive(
  folder: string,
  manifestName: string,
): Promise<{ manifest: ArchiveManifest; wrong: string[] }> {
  const manifest = JSON.parse(
    await readFile(join(folder, manifestName), 'utf8'),
  ) as ArchiveManifest;
  const wrong: string[] = [];
  const whole = createHash('sha256');
  const contents = new ContentOfSeals(manifest.seals);
  try {
    const hashed = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        whole.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(
      createReadStream(join(folder, manifest.file)),
      hashed,
      createGunzip(),
      (bytes: AsyncIterable<Buffer>) => contents.read(linesOf(bytes)),
    );
    if (whole.digest('hex') !== manifest.sha256)
      wrong.push(`${manifest.file} is not the file that its manifest describes.`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('Z_')) throw error;
    wrong.push(`${manifest.file} is damaged: ${(error as Error).message}.`);
  }
  wrong.push(...contents.wrong());
  let before = manifest.before;
  for (const seal of manifest.seals) {
    if (digestOf(before, seal) !== seal.digest)
      wrong.push(`Seal ${seal.number} does not follow from the seal before it.`);
    before = seal.digest;
  }
  return { manifest, wrong };
}

async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest) yield rest;
}

/** Gathers what each seal is over, as the rows go by in order. */
class ContentOfSeals {
  private readonly found: string[] = [];
  private readonly misplaced: string[] = [];
  private hash = createHash('sha256');

  private readonly seals: readonly ArchivedSeal[];

  constructor(seals: readonly ArchivedSeal[]) {
    this.seals = seals;
  }

  async read(lines: AsyncIterable<string>): Promise<void> {
    for await (const line of lines) {
      const [, id, text] = /^\{"id":(\d+),"change":(.*)\}$/s.exec(line) ?? [];
      if (id === undefined || text === undefined) this.misplaced.push('A line is no change.');
      else this.add(BigInt(id), text);
    }
    while (this.found.length < this.seals.length) this.next();
  }

  wrong(): string[] {
    const seals = this.seals
      .filter(({ content }, n) => this.found[n] !== content)
      .map(({ number }) => `The archived rows of seal ${number} are not those that were sealed.`);
    return [...this.misplaced, ...seals];
  }

  private add(id: bigint, text: string): void {
    while (
      this.found.length < this.seals.length &&
      id > BigInt(this.seals[this.found.length]!.to_id)
    )
      this.next();
    this.hash.update(int8(id)).update(createHash('sha256').update(text).digest());
  }

  private next(): void {
    this.found.push(this.hash.digest('hex'));
    this.hash = createHash('sha256');
  }
}

function int8(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

/** As `sealDigest` has the database reckon it. */
function digestOf(before: string | null, seal: ArchivedSeal): string {
  const rows = Buffer.alloc(4);
  rows.writeInt32BE(seal.rows);
  return createHash('sha256')
    .update(before === null ? Buffer.alloc(32) : Buffer.from(before, 'hex'))
    .update(int8(BigInt(seal.number)))
    .update(int8(BigInt(seal.after_id)))
    .update(int8(BigInt(seal.to_id)))
    .update(rows)
    .update(Buffer.from(seal.content, 'hex'))
    .digest('hex');
}
