import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { Database, transaction, type Tx } from '@tandem/persistence';
import type { FastifyRequest } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { CatalogConfig } from '../config.js';
import { addImport, addPiece } from './add-import.js';
import { chosenColumns, columnsProposed } from './choose-columns.js';
import { badFile } from './errors.js';
import { formatOf, type FileFormat } from './file-format.js';
import type { ImportColumn } from './import-fields.js';
import { ImportParts } from './import-jobs.js';
import { allowedTo, requireStockRight, type Importer } from './importer.js';
import { receiveUpload, type ReceivedFile } from './receive-upload.js';

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
      if (number === 0) {
        const format = formatOf(bytes);
        await addImport(this.database, { id, fileName: name, format, dry, editor });
        names = format.names;
      }
      await addPiece(this.database, id, number, bytes);
      number += 1;
    }
    if (number === 0) throw badFile('is empty');
    return names;
  }

  /** Has a file taken in whose pieces are all there. */
  async queue(tx: Tx, id: string, columns: readonly ImportColumn[]): Promise<void> {
    await tx.execute(`update imports set status = 'queued', columns = $2::jsonb where id = $1`, [
      id,
      JSON.stringify(columns),
    ]);
    await this.jobs.enqueue(tx, ImportParts, { import_id: id }, { key: id });
  }
}
