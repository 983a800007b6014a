import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { Database, transaction, type Tx } from '@tandem/persistence';
import type { FastifyRequest } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { CatalogConfig } from '../config.js';
import { chosenColumns, columnsProposed } from './choose-columns.js';
import { badFile, tooManyImports } from './errors.js';
import { formatOf, type FileFormat } from './file-format.js';
import { columnsKey, type ImportColumn } from './import-fields.js';
import { ImportParts } from './import-jobs.js';
import { allowedTo, requireStockRight, type Importer } from './importer.js';
import { receiveUpload, type ReceivedFile } from './receive-upload.js';

/** Imports that wait or run at one time: each has a file in the database. */
const MOST_OPEN = 20;

export interface FilePreview extends Pick<FileFormat, 'format' | 'delimiter'> {
  columns: (ImportColumn & { samples: string[] })[];
}

/** Takes files of parts in. */
@Injectable()
export class StartImport {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly config: CatalogConfig,
  ) {}

  /** What the beginning of a file looks like, with a proposal of what its columns are for. Nothing is kept. */
  async preview(request: FastifyRequest, importer: Importer): Promise<FilePreview> {
    let found: FileFormat | undefined;
    await receiveUpload(request, 1, async ({ pieces }) => {
      for await (const piece of pieces) found ??= formatOf(piece);
    });
    if (!found) throw badFile('is empty');
    const { format, delimiter, names, samples } = found;
    const columns = allowedTo(importer, await columnsProposed(this.database, names));
    return {
      format,
      delimiter,
      columns: columns.map(({ name, field }, n) => ({ name, field, samples: samples[n]! })),
    };
  }

  /**
   * Keeps the file piece by piece as it arrives, and has it taken in.
   * @throws DomainError 403 for a column of stock without the right to change stock, 409 `too_many_imports`, 413 and 422 naming `file`, 422 naming `mapping`.
   */
  async start(request: FastifyRequest, dry: boolean, importer: Importer): Promise<string> {
    const id = uuidv7();
    try {
      let names: string[] = [];
      const mapping = await receiveUpload(request, this.config.importMostMiB, async (file) => {
        names = await this.keep(id, file, dry, importer);
      });
      const proposed = allowedTo(importer, await columnsProposed(this.database, names));
      const columns = chosenColumns(proposed, mapping);
      requireStockRight(importer, columns);
      await transaction(this.database, (tx) => this.queue(tx, id, columns));
      return id;
    } catch (error) {
      await this.database.execute(`delete from imports where id = $1 and status = 'uploading'`, [
        id,
      ]);
      throw error;
    }
  }

  private async keep(
    id: string,
    { name, pieces }: ReceivedFile,
    dry: boolean,
    editor: Importer,
  ): Promise<string[]> {
    let number = 0;
    let names: string[] = [];
    for await (const bytes of pieces) {
      if (number === 0) names = await this.begin(id, name, formatOf(bytes), dry, editor);
      await this.database.execute(
        `with kept as (insert into import_chunks (import_id, number, bytes) values ($1, $2, $3))
         update imports set total_bytes = total_bytes + $4 where id = $1`,
        [id, number, bytes, bytes.length],
      );
      number += 1;
    }
    if (number === 0) throw badFile('is empty');
    return names;
  }

  private async begin(
    id: string,
    fileName: string,
    { format, delimiter, names, dataAt }: FileFormat,
    dry: boolean,
    editor: Importer,
  ): Promise<string[]> {
    const columns = names.map((name) => ({ name, field: null }));
    const made = await this.database.execute(
      `insert into imports (id, status, is_dry_run, file_name, format, delimiter, columns, columns_key, data_at, position, last_row,
         by, by_name)
       select $1, 'uploading', $2, $3, $4, $5, $6::jsonb, $7, $8, $8, $9, $10, $11
        where (select count(*) from imports where status in ('uploading', 'queued', 'running')) < $12`,
      [
        id,
        dry,
        fileName,
        format,
        delimiter,
        JSON.stringify(columns),
        columnsKey(names),
        dataAt,
        format === 'csv' ? 1 : 0,
        editor.id,
        editor.name,
        MOST_OPEN,
      ],
    );
    if (made === 0) throw tooManyImports(MOST_OPEN);
    return names;
  }

  private async queue(tx: Tx, id: string, columns: readonly ImportColumn[]): Promise<void> {
    await tx.execute(`update imports set status = 'queued', columns = $2::jsonb where id = $1`, [
      id,
      JSON.stringify(columns),
    ]);
    await this.jobs.enqueue(tx, ImportParts, { import_id: id }, { key: id });
  }
}
