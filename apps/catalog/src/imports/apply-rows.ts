import { Injectable } from '@nestjs/common';
import { slices } from '@tandem/kernel';
import type { Tx } from '@tandem/persistence';
import { ContentWriter, type ChangedPart } from '../content/content-writer.js';
import type { Editor } from '../content/editor.js';
import { claimFields } from '../content/field-owners.js';
import { readContents } from '../content/part-content.js';
import type { CountedAs, WaitingStock } from './import-stock-store.js';
import type { ImportColumn } from './import-fields.js';
import type { ImportPace } from './import-pace.js';
import { hasToFetch, JudgeRows, type ReadRow, type SoundRow } from './judge-rows.js';
import { readKnownPictures } from './pictures/known-pictures.js';
import type { WaitingPictures } from './pictures/waiting-pictures.js';
import type { FileRow } from './read-rows.js';
import type { Terms } from './resolve-terms.js';
import type { RowError } from './row-errors.js';
import { hasStock, readShelves, type Shelf } from './stock-column.js';

/** Rows of one statement: whoever comes behind it waits for the database no longer than these take. */
const WRITTEN_AT_ONCE = 50;

/** What became of rows. */
export interface AppliedRows {
  created: number;
  updated: number;
  unchanged: number;
  errors: RowError[];
  /** Inventory is to be told of it when the rows are committed. */
  stock: WaitingStock[];
  /** Of each row that names pictures; what is still to be fetched of them is, when the rows are committed. */
  pictures: WaitingPictures[];
  changes: ChangedPart[];
}

export interface RowsRequest {
  rows: readonly FileRow[];
  columns: readonly ImportColumn[];
  terms: Terms;
  editor: Editor;
  summary: string;
  /** Find out what would become of them, and leave everything as it is. */
  dry: boolean;
  pace: ImportPace;
}

const countedAs = ({ changed }: SoundRow): CountedAs =>
  changed === null ? 'created' : changed.length > 0 ? 'updated' : 'unchanged';

/** @param dry count also what stock or pictures alone would change, which otherwise counts when they are there. */
function counted(rows: readonly SoundRow[], dry: boolean): Record<CountedAs, number> {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (const row of rows) {
    const as = countedAs(row);
    const later = row.units !== undefined || hasToFetch(row);
    counts[dry && as === 'unchanged' && later ? 'updated' : as] += 1;
  }
  return counts;
}

const waitingOf = (sound: SoundRow): WaitingStock[] =>
  sound.units === undefined
    ? []
    : [
        {
          row: sound.row.row,
          part_id: sound.id!,
          current_stock: sound.units,
          counted_as: countedAs(sound),
          cells: sound.row.cells ?? [],
        },
      ];

const picturesOf = (sound: SoundRow): WaitingPictures[] =>
  sound.pictures === undefined
    ? []
    : [
        {
          row: sound.row.row,
          part_id: sound.id!,
          pictures: sound.pictures,
          replaces: sound.content.images.map(({ id }) => id),
          counted_as: countedAs(sound),
          cells: sound.row.cells ?? [],
        },
      ];

/** Writes rows of a file as a member of staff would write them one by one: the same rules, versions and events. */
@Injectable()
export class ApplyRows {
  constructor(
    private readonly writer: ContentWriter,
    private readonly judgeRows: JudgeRows,
  ) {}

  /** In a few statements for some rows at a time, with rests in between. No two rows may name the same part. */
  async apply(tx: Tx, request: RowsRequest): Promise<AppliedRows> {
    const { rows, columns, dry } = request;
    const read = await Promise.all(rows.map((row) => this.judgeRows.read(row, columns)));
    const { sound, errors } = await this.judged(tx, read, request);
    if (dry) return { ...counted(sound, true), errors, stock: [], pictures: [], changes: [] };
    const changes = await this.written(tx, sound, request);
    return {
      ...counted(sound, false),
      errors,
      stock: sound.flatMap(waitingOf),
      pictures: sound.flatMap(picturesOf),
      changes,
    };
  }

  private async written(
    tx: Tx,
    sound: readonly SoundRow[],
    { editor, summary, pace }: RowsRequest,
  ): Promise<ChangedPart[]> {
    const changes: ChangedPart[] = [];
    const writes = sound.flatMap(({ id, content, changed }) =>
      id !== undefined && changed?.length ? [{ id, content, changed }] : [],
    );
    for (const some of slices(writes, WRITTEN_AT_ONCE)) {
      changes.push(...(await this.writer.editMany(tx, some, editor, summary)));
      await claimFields(tx, some, editor);
      await pace.wrote(changes.length);
    }
    const added = sound.filter(({ id }) => id === undefined);
    for (const some of slices(added, WRITTEN_AT_ONCE)) {
      const contents = some.map(({ content }) => content);
      const made = await this.writer.createMany(tx, contents, editor, summary);
      for (const [n, row] of some.entries()) row.id = made[n]!.document.id;
      changes.push(...made);
      await pace.wrote(changes.length);
    }
    return changes;
  }

  private async judged(
    tx: Tx,
    read: readonly ReadRow[],
    { columns, terms, pace }: RowsRequest,
  ): Promise<{ sound: SoundRow[]; errors: RowError[] }> {
    const idOf = await holdParts(
      tx,
      read.map(({ sku }) => sku),
    );
    const ids = [...idOf.values()];
    const contents = await readContents(tx, ids);
    const shelves = hasStock(columns) ? await readShelves(tx, ids) : new Map<number, Shelf>();
    const asked = read.flatMap(({ sku, pictures = [] }) =>
      pictures.map(({ url }) => ({ partId: idOf.get(sku), url })),
    );
    const known = await readKnownPictures(tx, asked);
    const sound: SoundRow[] = [];
    const errors: RowError[] = [];
    const breathe = pace.breathing();
    for (const row of read) {
      await breathe();
      const id = idOf.get(row.sku);
      const found = { id, before: contents.get(id ?? 0) ?? null, shelf: shelves.get(id ?? 0) };
      const verdict = await this.judgeRows.judge(row, found, terms, known);
      if ('errors' in verdict) errors.push(verdict);
      else sound.push(verdict);
    }
    return { sound, errors };
  }
}

/** The parts with these SKUs, by SKU in small letters; held until the transaction ends. */
async function holdParts(tx: Tx, skus: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: number; sku: string }>(
    `select id, lower(sku) as sku from parts
      where lower(sku) = any ($1::text[]) and deleted_at is null order by id for update`,
    [skus],
  );
  return new Map(rows.map(({ id, sku }) => [sku, id]));
}
