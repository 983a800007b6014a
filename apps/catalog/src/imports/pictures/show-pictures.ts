import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { faultPoint } from '@tandem/fault-points';
import type { FieldError } from '@tandem/kernel';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { writeChangesThrough } from '../../content/content-cache.js';
import { ContentWriter, type ChangedPart } from '../../content/content-writer.js';
import { asDomainError } from '../../content/database-errors.js';
import { MOST_IMAGES } from '../../content/edit-images.js';
import type { Editor } from '../../content/editor.js';
import { claimFields } from '../../content/field-owners.js';
import { judgeContent } from '../../content/judge-content.js';
import { readContents } from '../../content/part-content.js';
import { tooManyImages } from '../../images/errors.js';
import { fieldErrorsOf, keepErrors } from '../row-errors.js';
import { tellOfPictures } from '../tell-importer.js';
import { keepSources } from './known-pictures.js';
import { addFetched } from './place-pictures.js';
import { takeOut, type DuePictures } from './waiting-pictures.js';

/** Shows pictures that are fetched, and settles the row that names them. */
@Injectable()
export class ShowPictures {
  constructor(
    private readonly database: Database,
    private readonly writer: ContentWriter,
    private readonly cache: VersionedCache,
  ) {}

  /** @param errors what is wrong with those that could not be had; the others are shown all the same. */
  async show(id: string, row: DuePictures, errors: readonly FieldError[]): Promise<void> {
    let changes: ChangedPart[];
    try {
      changes = await this.write(id, row, errors);
    } catch (error) {
      const refusal = fieldErrorsOf(asDomainError(error));
      changes = await this.write(id, row, [...errors, ...refusal], false);
    }
    faultPoint('import.pictures-shown');
    await writeChangesThrough(this.cache, changes);
  }

  /** Whoever imports holds the import before the parts, and so does this. */
  private write(
    id: string,
    row: DuePictures,
    errors: readonly FieldError[],
    shown = true,
  ): Promise<ChangedPart[]> {
    return transaction(this.database, async (tx) => {
      const [held] = await tx.query<Editor & { file_name: string }>(
        `select by as id, by_name as name, file_name from imports where id = $1 for update`,
        [id],
      );
      const taken = held && (await takeOut(tx, id, row));
      if (!taken) return [];
      const changes = shown
        ? await this.change(tx, row, taken.replaces, held, `Pictures of ${held.file_name}`)
        : [];
      await settle(tx, id, row.row, { ...taken, errors, changed: changes.length > 0 });
      if (errors.length > 0) await countFailed(tx, id, shown ? notHad(row) : row.pictures.length);
      await tellOfPictures(tx, id);
      return changes;
    });
  }

  private async change(
    tx: Tx,
    { part_id, pictures }: DuePictures,
    replaces: readonly string[],
    editor: Editor,
    summary: string,
  ): Promise<ChangedPart[]> {
    const parts = await tx.query(
      `select from parts where id = $1 and deleted_at is null for update`,
      [part_id],
    );
    if (parts.length === 0) return [];
    const before = (await readContents(tx, [part_id])).get(part_id)!;
    const images = addFetched(pictures, before, replaces);
    if (images.length > MOST_IMAGES) throw tooManyImages('image_urls', MOST_IMAGES);
    const judged = judgeContent(before, { ...before, images });
    const writes = judged.changed.length > 0 ? [{ id: part_id, ...judged }] : [];
    const changes = await this.writer.editMany(tx, writes, editor, summary);
    await claimFields(tx, writes, editor);
    await keepSources(tx, part_id, pictures);
    return changes;
  }
}

const notHad = ({ pictures }: DuePictures): number =>
  pictures.filter(({ sha256 }) => sha256 === null).length;

async function countFailed(tx: Tx, id: string, pictures: number): Promise<void> {
  await tx.execute('update imports set images_failed = images_failed + $2 where id = $1', [
    id,
    pictures,
  ]);
}

interface Settled {
  counted_as: 'created' | 'updated' | 'unchanged' | 'failed';
  cells: Parameters<typeof keepErrors>[2][number]['cells'];
  errors: readonly FieldError[];
  changed: boolean;
}

/** A row whose pictures could not be had has failed, though the rest of it is written. */
async function settle(
  tx: Tx,
  id: string,
  row: number,
  { counted_as, cells, errors, changed }: Settled,
): Promise<void> {
  const becomes =
    errors.length > 0 ? 'failed' : changed && counted_as === 'unchanged' ? 'updated' : counted_as;
  const by = (count: Settled['counted_as']): number =>
    Number(count === becomes) - Number(count === counted_as);
  if (becomes !== counted_as && counted_as !== 'failed')
    await tx.execute(
      `update imports set created = created + $2, updated = updated + $3, unchanged = unchanged + $4, failed = failed + $5
        where id = $1`,
      [id, by('created'), by('updated'), by('unchanged'), by('failed')],
    );
  if (errors.length > 0) await keepErrors(tx, id, [{ row, errors, cells }]);
}
