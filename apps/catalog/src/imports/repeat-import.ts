import { Injectable } from '@nestjs/common';
import { conflict, defused } from '@tandem/kernel';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { stringify } from 'csv-stringify/sync';
import { v7 as uuidv7 } from 'uuid';
import { addImport, addPiece } from './add-import.js';
import { fileGone, notInState } from './errors.js';
import { holdImport, type HeldImport } from './hold-import.js';
import { requireStockRight, type Importer } from './importer.js';
import { CHUNK_BYTES } from './import-store.js';
import { StartImport } from './start-import.js';
import { SteerImport } from './steer-import.js';

const ROWS_AT_ONCE = 500;
const REPEATED = 'Failed rows of ';
const LONGEST_NAME = 255;

type Cells = string[] | Record<string, unknown>;

/** Does again what an import could not do: what it failed on may be different by now. */
@Injectable()
export class RepeatImport {
  constructor(
    private readonly database: Database,
    private readonly startImport: StartImport,
    private readonly steerImport: SteerImport,
  ) {}

  /**
   * One that has stopped goes on; of one that has ended, the failed rows become a file of their own, once.
   * @returns the import that does it, whoever asked for it first.
   * @throws DomainError 403, 404, or 409 `wrong_import_status`, `import_file_deleted`, `nothing_to_repeat` or `too_many_imports`.
   */
  repeat(id: string, importer: Importer): Promise<string> {
    return transaction(this.database, async (tx) => {
      const held = await holdImport(tx, id);
      requireStockRight(importer, held.columns);
      if (held.status === 'queued' || held.status === 'running') return id;
      if (held.status === 'failed') {
        await this.steerImport.resumeIn(tx, id, importer);
        return id;
      }
      if (held.status !== 'completed' || held.is_dry_run) throw notInState('repeated');
      const [repeat] = await tx.query<{ id: string }>('select id from imports where repeats = $1', [
        id,
      ]);
      return repeat?.id ?? this.importFailed(tx, id, held, importer);
    });
  }

  private async importFailed(
    tx: Tx,
    id: string,
    { has_file, file_name, format, columns }: HeldImport,
    importer: Importer,
  ): Promise<string> {
    if (!has_file) throw fileGone();
    const [failed] = await tx.query('select 1 from import_errors where import_id = $1 limit 1', [
      id,
    ]);
    if (!failed)
      throw conflict('nothing_to_repeat', 'This import has no failed rows to import again.');
    const names = columns.map(({ name }) => name);
    const header = format === 'csv' ? stringify([names.map(defused)]) : '';
    const again = uuidv7();
    await addImport(tx, {
      id: again,
      fileName: [...REPEATED, ...file_name.replace(REPEATED, '')].slice(0, LONGEST_NAME).join(''),
      format: {
        format,
        delimiter: format === 'csv' ? ',' : null,
        names,
        dataAt: Buffer.byteLength(header),
      },
      dry: false,
      editor: importer,
      repeats: id,
    });
    const lines = linesOf(tx, id, header, format === 'csv' ? csvLine : jsonLine);
    let number = 0;
    for await (const piece of pieces(lines)) await addPiece(tx, again, number++, piece);
    await this.startImport.queue(tx, again, columns);
    return again;
  }
}

async function* linesOf(
  tx: Tx,
  id: string,
  header: string,
  lineOf: (cells: Cells) => string,
): AsyncGenerator<string> {
  yield header;
  for (let after = 0; ;) {
    const rows = await tx.query<{ row: number; cells: Cells }>(
      `select row, cells from import_errors where import_id = $1 and row > $2 order by row limit $3`,
      [id, after, ROWS_AT_ONCE],
    );
    if (rows.length === 0) return;
    yield rows.map(({ cells }) => lineOf(cells)).join('');
    after = rows.at(-1)!.row;
  }
}

/** As they were, for they are read again. */
const csvLine = (cells: Cells): string => stringify([cells as string[]]);

/** A line that is no object is kept as it stood. */
const jsonLine = (cells: Cells): string => {
  const { line, ...others } = cells as Record<string, unknown>;
  const isText = typeof line === 'string' && Object.keys(others).length === 0;
  return `${isText ? line : JSON.stringify(cells)}\n`;
};

async function* pieces(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const line of lines) {
    rest = Buffer.concat([rest, Buffer.from(line)]);
    let at = 0;
    for (; rest.length - at >= CHUNK_BYTES; at += CHUNK_BYTES)
      yield rest.subarray(at, at + CHUNK_BYTES);
    rest = rest.subarray(at);
  }
  if (rest.length > 0) yield rest;
}
