import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { fileGone, notInState } from './errors.js';
import { holdImport } from './hold-import.js';
import { ImportParts } from './import-jobs.js';
import { requireStockRight, type Importer } from './importer.js';

/** Stops imports and has them gone on with. */
@Injectable()
export class SteerImport {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** What is written stays written; the rest is left. @throws DomainError 404, 409 `wrong_import_status` */
  cancel(id: string): Promise<void> {
    return transaction(this.database, async (tx) => {
      const { status } = await holdImport(tx, id);
      if (status !== 'queued' && status !== 'running') throw notInState('cancelled');
      await tx.execute(
        `update imports set status = 'cancelled', finished_at = clock_timestamp() where id = $1`,
        [id],
      );
      await this.jobs.cancel(tx, ImportParts, id);
    });
  }

  /** Goes on behind the last row that was taken in, in the name of whoever resumes it. @throws DomainError 404, 409 */
  resume(id: string, editor: Importer): Promise<void> {
    return transaction(this.database, (tx) => this.resumeIn(tx, id, editor));
  }

  /** In a transaction that does more. @throws DomainError 404, 409 */
  async resumeIn(tx: Tx, id: string, editor: Importer): Promise<void> {
    const { status, has_file, columns } = await holdImport(tx, id);
    requireStockRight(editor, columns);
    if (status !== 'cancelled' && status !== 'failed') throw notInState('resumed');
    if (!has_file) throw fileGone();
    await tx.execute(
      `update imports set status = 'queued', finished_at = null, problem = null, by = $2, by_name = $3 where id = $1`,
      [id, editor.id, editor.name],
    );
    await this.jobs.enqueue(tx, ImportParts, { import_id: id }, { key: id });
  }

  /** Does what a dry run has shown, from the first row on. @throws DomainError 404, 409 */
  apply(id: string, editor: Importer): Promise<void> {
    return transaction(this.database, async (tx) => {
      const { status, is_dry_run, has_file, columns } = await holdImport(tx, id);
      requireStockRight(editor, columns);
      if (!is_dry_run || status !== 'completed') throw notInState('applied');
      if (!has_file) throw fileGone();
      await tx.execute('delete from import_errors where import_id = $1', [id]);
      await tx.execute(
        `update imports set status = 'queued', is_dry_run = false, position = data_at,
           last_row = (format = 'csv')::integer, created = 0, updated = 0, unchanged = 0, failed = 0, images_failed = 0,
           started_at = null, finished_at = null, by = $2, by_name = $3 where id = $1`,
        [id, editor.id, editor.name],
      );
      await this.jobs.enqueue(tx, ImportParts, { import_id: id }, { key: id });
    });
  }
}
