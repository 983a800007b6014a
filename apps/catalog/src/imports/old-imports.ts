import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { CatalogConfig } from '../config.js';

/** Files and error lists of imports that ended long ago, and what was left of uploads that broke off. */
@Injectable()
export class OldImports {
  constructor(
    private readonly database: Database,
    private readonly config: CatalogConfig,
  ) {}

  @Retains({ name: 'delete-import-files', title: 'Delete the files of old imports' })
  kept(): Kept[] {
    return [
      {
        table: 'imports',
        since: 'created_at',
        where: `status = 'uploading'`,
        for: { seconds: 86_400 },
        // Each takes a file with it.
        atOnce: 1,
      },
      {
        table: 'imports',
        since: 'finished_at',
        where: 'file_deleted_at is null',
        for: keptFor(this.config, 'importFileDays'),
        atOnce: 10,
        remove: (seconds, atOnce) => this.deleteFiles(seconds, atOnce),
      },
    ];
  }

  /** The import itself stays on record. */
  private async deleteFiles(seconds: number, atOnce: number): Promise<number> {
    const old = await this.database.query<{ id: string }>(
      `select id from imports
        where file_deleted_at is null and finished_at < clock_timestamp() - make_interval(secs => $1) limit $2`,
      [seconds, atOnce],
    );
    for (const { id } of old) await this.deleteFile(id);
    return old.length;
  }

  private async deleteFile(id: string): Promise<void> {
    // First, so that nobody resumes what is about to go.
    await this.database.execute(
      `update imports set file_deleted_at = clock_timestamp()
        where id = $1 and finished_at is not null`,
      [id],
    );
    await this.database.execute(
      `delete from import_chunks c using imports i
        where c.import_id = i.id and i.id = $1 and i.file_deleted_at is not null`,
      [id],
    );
    await this.database.execute(
      `delete from import_stock s using imports i
        where s.import_id = i.id and i.id = $1 and i.file_deleted_at is not null`,
      [id],
    );
    await this.database.execute(
      `with gone as (delete from import_pictures p using imports i
         where p.import_id = i.id and i.id = $1 and i.file_deleted_at is not null)
       update imports set images_waiting = 0 where id = $1 and file_deleted_at is not null`,
      [id],
    );
    await this.database.execute(
      `delete from import_errors e using imports i
        where e.import_id = i.id and i.id = $1 and i.file_deleted_at is not null`,
      [id],
    );
  }
}
