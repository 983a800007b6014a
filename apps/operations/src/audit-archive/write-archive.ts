import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import {
  archiveLine,
  archiveNames,
  CHANGE_TEXT,
  type ArchivedSeal,
  type ArchiveManifest,
} from '@tandem/consistency';
import type { Queryable } from '@tandem/persistence';

/** A file of its own name until it is whole. */
const PART = '.part';

/**
 * Writes the rows of some seals into a compressed file, and its manifest beside it. Both are on the disk when this returns;
 * written again, they are the same.
 * @returns the names of both.
 */
export async function writeArchive(
  database: Queryable,
  folder: string,
  { seals, before }: { seals: ArchivedSeal[]; before: string | null },
): Promise<{ file: string; manifest: string }> {
  const names = archiveNames(seals[0]!.number, seals.at(-1)!.number);
  await mkdir(folder, { recursive: true });
  const sha256 = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sha256.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const path = join(folder, names.file);
  await pipeline(
    Readable.from(linesOf(database, seals)),
    createGzip({ level: 9 }),
    counted,
    createWriteStream(path + PART, { flush: true }),
  );
  const manifest: ArchiveManifest = {
    format: 1,
    file: names.file,
    sha256: sha256.digest('hex'),
    bytes,
    rows: seals.reduce((sum, { rows }) => sum + rows, 0),
    before,
    seals,
  };
  const beside = join(folder, names.manifest);
  await writeFile(beside + PART, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  await rename(path + PART, path);
  await rename(beside + PART, beside);
  await onDisk(folder);
  return names;
}

async function* linesOf(database: Queryable, seals: readonly ArchivedSeal[]) {
  for (const { after_id, to_id } of seals) {
    const rows = await database.query<{ id: string; said: string }>(
      `select l.id, ${CHANGE_TEXT} as said from audit.data_change_logs l
        where l.id > $1::bigint and l.id <= $2::bigint order by l.id`,
      [after_id, to_id],
    );
    yield rows.map(({ id, said }) => archiveLine(id, said)).join('');
  }
}

/** A name in a folder outlives a crash only when the folder itself is written. */
async function onDisk(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
