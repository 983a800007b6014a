import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import { GiveUp, Jobs, TryLater, type RunningJob } from '@tandem/jobs';
import { DomainError } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { CatalogConfig } from '../config.js';
import { writeChangesThrough } from '../content/content-cache.js';
import { asDomainError } from '../content/database-errors.js';
import { ApplyRows, type AppliedRows } from './apply-rows.js';
import { ImportParts } from './import-jobs.js';
import { ImportPace } from './import-pace.js';
import { end, holdAt, moveTo, readBytes, takeUp, type RunningImport } from './import-store.js';
import { FetchImportPictures } from './pictures/picture-jobs.js';
import { ahead } from './read-ahead.js';
import { BrokenFile, readRows, type FileRow, type Place } from './read-rows.js';
import { readTerms } from './resolve-terms.js';
import { fieldErrorsOf } from './row-errors.js';
import { fieldsOf, skuOf } from './row-fields.js';
import { SendStock } from './send-stock.js';
import { hasStock } from './stock-column.js';

const MOST_ROWS = 1_000_000;
/**
 * Rows of one transaction: so many, or as many as have so many bytes. Each makes the lists old once, which at the default pace is
 * once a second; within it the rows are written some at a time.
 */
const ROWS_AT_ONCE = 400;
const BYTES_AT_ONCE = 256 * 1024;
/** Then the job comes again, so that none runs for longer than a job may. */
const TURN_MS = 120_000;
const NEXT_TURN_MS = 50;

const log = logger('catalog');

/** The import was cancelled, or another process has gone on with it. */
class NotOurs extends Error {}

/** Takes in the rows of a file, some in each transaction, together with how far it has come. */
@Injectable()
export class ProcessImport {
  constructor(
    private readonly database: Database,
    private readonly applyRows: ApplyRows,
    private readonly sendStock: SendStock,
    private readonly cache: VersionedCache,
    private readonly jobs: Jobs,
    private readonly config: CatalogConfig,
  ) {}

  async process({ import_id: id }: { import_id: string }, job: RunningJob): Promise<void> {
    const taken = await takeUp(this.database, id);
    if (!taken) return;
    try {
      await this.takeIn(id, taken, job.signal);
      await end(this.database, id, 'completed');
    } catch (error) {
      if (error instanceof NotOurs) return;
      if (error instanceof BrokenFile) return end(this.database, id, 'failed', error.message);
      if (error instanceof TryLater || job.attempt < ImportParts.retry.attempts!) throw error;
      await end(this.database, id, 'failed', 'The shop could not go on. It can be resumed.');
      throw new GiveUp(error);
    }
  }

  /** @throws TryLater when its turn is over. */
  private async takeIn(id: string, taken: RunningImport, signal: AbortSignal): Promise<void> {
    const until = performance.now() + TURN_MS;
    const telling = hasStock(taken.columns) && !taken.is_dry_run;
    let place: Place = { position: taken.position, row: taken.last_row };
    // What the last turn, or somebody who was killed, has left.
    await this.sendStock.send(id, taken);
    const rows = readRows(readBytes(this.database, id, place.position), taken, place);
    for await (const batch of ahead(batches(rows, taken.columns))) {
      const pace = new ImportPace(
        taken.is_dry_run ? null : this.config.importRowsPerSecond,
        signal,
      );
      const filled = batch.filter(({ cells }) => cells !== null);
      const last = batch.at(-1)!;
      if (last.row > MOST_ROWS)
        throw new BrokenFile(`The file has more than ${MOST_ROWS} rows: split it.`);
      const next = { position: last.end, row: last.row };
      await this.write(id, taken, filled, place, next, pace);
      place = next;
      if (telling) await this.sendStock.send(id, taken);
      if (signal.aborted || performance.now() > until)
        throw new TryLater(NEXT_TURN_MS, { counted: false });
      await pace.end(filled.length);
    }
  }

  /** One that the database refuses would take all others of its transaction along: then each has its own. */
  private async write(
    id: string,
    taken: RunningImport,
    rows: readonly FileRow[],
    from: Place,
    to: Place,
    pace: ImportPace,
  ): Promise<void> {
    try {
      await this.writeTogether(id, taken, rows, from, to, pace);
    } catch (error) {
      const refused = asDomainError(error);
      if (!(refused instanceof DomainError)) throw error;
      log.info({ import: id, rows: rows.length }, 'rows of an import are written one by one');
      let at = from;
      for (const row of rows) {
        const next = { position: row.end, row: row.row };
        await this.writeAlone(id, taken, row, at, next, pace);
        at = next;
      }
      await this.writeTogether(id, taken, [], at, to, pace);
    }
  }

  private async writeAlone(
    id: string,
    taken: RunningImport,
    row: FileRow,
    from: Place,
    to: Place,
    pace: ImportPace,
  ): Promise<void> {
    try {
      await this.writeTogether(id, taken, [row], from, to, pace);
    } catch (error) {
      const errors = fieldErrorsOf(asDomainError(error));
      const failed = { row: row.row, errors, cells: row.cells ?? [] };
      await transaction(this.database, async (tx) => {
        if (!(await holdAt(tx, id, from))) throw new NotOurs();
        await moveTo(tx, id, to, { ...NOTHING, errors: [failed] });
      });
    }
  }

  private async writeTogether(
    id: string,
    { is_dry_run: dry, columns, file_name, by, by_name }: RunningImport,
    rows: readonly FileRow[],
    from: Place,
    to: Place,
    pace: ImportPace,
  ): Promise<void> {
    const terms = await readTerms(this.database);
    const editor = { id: by, name: by_name };
    const summary = `Imported from ${file_name}`;
    const applied = await transaction(this.database, async (tx) => {
      if (!(await holdAt(tx, id, from))) throw new NotOurs();
      const request = { rows, columns, terms, editor, summary, dry, pace };
      const done = rows.length > 0 ? await this.applyRows.apply(tx, request) : NOTHING;
      if (await moveTo(tx, id, to, done))
        await this.jobs.enqueue(
          tx,
          FetchImportPictures,
          { import_id: id },
          { key: id, once: true },
        );
      return done;
    });
    faultPoint('import.batch-committed');
    await writeChangesThrough(this.cache, applied.changes);
  }
}

const NOTHING: AppliedRows = {
  created: 0,
  updated: 0,
  unchanged: 0,
  errors: [],
  stock: [],
  pictures: [],
  changes: [],
};

/** No two rows of a batch name the same part: the later one begins the next. */
async function* batches(
  rows: AsyncIterable<FileRow>,
  columns: RunningImport['columns'],
): AsyncGenerator<FileRow[]> {
  let batch: FileRow[] = [];
  let bytes = 0;
  const skus = new Set<string>();
  let broken: unknown;
  try {
    for await (const row of rows) {
      const sku = skuOf(fieldsOf(row, columns)).toLowerCase();
      const isFull = batch.length >= ROWS_AT_ONCE || bytes + row.bytes > BYTES_AT_ONCE;
      if (batch.length > 0 && (isFull || (sku !== '' && skus.has(sku)))) {
        yield batch;
        batch = [];
        bytes = 0;
        skus.clear();
      }
      batch.push(row);
      bytes += row.bytes;
      skus.add(sku);
    }
  } catch (error) {
    broken = error;
  }
  // What could be read before the file broke is good.
  if (batch.length > 0) yield batch;
  if (broken) throw broken;
}
