import { Injectable } from '@nestjs/common';
import { DomainError, type FieldError } from '@tandem/kernel';
import { RequestValidationPipe } from '@tandem/http';
import type { Tx } from '@tandem/persistence';
import { applyPatch } from '../content/apply-patch.js';
import { ContentWriter, type ChangedPart } from '../content/content-writer.js';
import type { Editor } from '../content/editor.js';
import { claimFields } from '../content/field-owners.js';
import { requireImageTexts } from '../content/image-texts.js';
import {
  changedFields,
  emptyContent,
  readContents,
  type PartContent,
} from '../content/part-content.js';
import { ContentDto, CreatePartDto } from '../content/part.dto.js';
import type { ContentWrite } from '../content/save-content.js';
import type { CountedAs, WaitingStock } from './import-stock-store.js';
import type { ImportColumn } from './import-fields.js';
import type { FileRow } from './read-rows.js';
import type { Terms } from './resolve-terms.js';
import type { RowError } from './row-errors.js';
import { bodyOf, faultOf, fieldsOf, skuOf } from './row-fields.js';
import { hasStock, readShelves, stockOf, type Shelf } from './stock-column.js';

/** Checking descriptions takes time, and pages are answered in between. */
const CHECKED_AT_ONCE = 10;

/** What became of rows. */
export interface AppliedRows {
  created: number;
  updated: number;
  unchanged: number;
  errors: RowError[];
  /** Inventory is to be told of it when the rows are committed. */
  stock: WaitingStock[];
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
}

type Verdict = { content: PartContent; units: number | undefined } | { errors: FieldError[] };

/** A row that nothing speaks against. */
interface SoundRow {
  row: FileRow;
  /** Of the part that it names; a new one has it when it is written. */
  id: number | undefined;
  content: PartContent;
  /** Null: the part is new. */
  changed: ContentWrite['changed'] | null;
  units: number | undefined;
}

const countedAs = ({ changed }: SoundRow): CountedAs =>
  changed === null ? 'created' : changed.length > 0 ? 'updated' : 'unchanged';

/** @param dry count also what stock alone would change, which otherwise counts when inventory has answered. */
function counted(rows: readonly SoundRow[], dry: boolean): Record<CountedAs, number> {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (const row of rows) {
    const as = countedAs(row);
    counts[dry && as === 'unchanged' && row.units !== undefined ? 'updated' : as] += 1;
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

/** Writes rows of a file as a member of staff would write them one by one: the same rules, versions and events. */
@Injectable()
export class ApplyRows {
  private readonly validation = new RequestValidationPipe();

  constructor(private readonly writer: ContentWriter) {}

  /** In a few statements, however many rows there are. No two of them may name the same part. */
  async apply(tx: Tx, request: RowsRequest): Promise<AppliedRows> {
    const { rows, columns, editor, summary, dry } = request;
    const skus = rows.map((row) => skuOf(fieldsOf(row, columns)).toLowerCase());
    const known = await holdParts(tx, skus);
    const ids = [...known.values()];
    const contents = await readContents(tx, ids);
    const shelves = hasStock(columns) ? await readShelves(tx, ids) : new Map<number, Shelf>();

    const sound: SoundRow[] = [];
    const errors: RowError[] = [];
    for (const [n, row] of rows.entries()) {
      if (n % CHECKED_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
      const id = known.get(skus[n]!);
      const before = contents.get(id ?? 0) ?? null;
      const verdict = await this.judge(row, before, shelves.get(id ?? 0), request);
      if ('errors' in verdict)
        errors.push({ row: row.row, errors: verdict.errors, cells: row.cells ?? [] });
      else
        sound.push({
          row,
          id,
          ...verdict,
          changed: before && changedFields(before, verdict.content),
        });
    }
    if (dry) return { ...counted(sound, true), errors, stock: [], changes: [] };
    const writes = sound.flatMap(({ id, content, changed }) =>
      id !== undefined && changed?.length ? [{ id, content, changed }] : [],
    );
    const changed = await this.writer.editMany(tx, writes, editor, summary);
    await claimFields(tx, writes, editor);
    const added = sound.filter(({ id }) => id === undefined);
    const contentsAdded = added.map(({ content }) => content);
    const made = await this.writer.createMany(tx, contentsAdded, editor, summary);
    for (const [n, row] of added.entries()) row.id = made[n]!.document.id;
    const stock = sound.flatMap(waitingOf);
    return { ...counted(sound, false), errors, stock, changes: [...changed, ...made] };
  }

  private async judge(
    row: FileRow,
    before: PartContent | null,
    shelf: Shelf | undefined,
    { columns, terms }: RowsRequest,
  ): Promise<Verdict> {
    const fault = faultOf(row, columns);
    if (fault) return { errors: [{ field: 'row', message: fault }] };
    const fields = fieldsOf(row, columns);
    if (!skuOf(fields)) return { errors: [{ field: 'sku', message: 'is missing' }] };
    const { body, errors } = bodyOf(fields, before, terms);
    const { units, errors: ofStock } = stockOf(fields, shelf);
    errors.push(...ofStock);
    try {
      const content = before
        ? applyPatch(before, await this.checked(body, ContentDto))
        : await this.newContent(body);
      if (before) requireImageTexts(before, content);
      return errors.length > 0 ? { errors } : { content, units };
    } catch (error) {
      return { errors: [...errors, ...fieldErrorsOf(error)] };
    }
  }

  private async newContent(body: object): Promise<PartContent> {
    const checked = await this.checked(body, CreatePartDto);
    return applyPatch(emptyContent(checked), checked);
  }

  private checked<T>(body: object, metatype: new () => T): Promise<T> {
    return this.validation.transform(body, { type: 'body', metatype }) as Promise<T>;
  }
}

/** The names that a file has for what a request calls otherwise. */
const CALLED: Record<string, string> = {
  category_id: 'category',
  genre_ids: 'genres',
  platform_ids: 'platforms',
  'price.amount': 'price',
  'price.currency': 'currency',
};

/** What a refusal says of fields. @throws what is no refusal. */
export function fieldErrorsOf(error: unknown): FieldError[] {
  if (!(error instanceof DomainError)) throw error;
  const errors = (error.extra['errors'] as FieldError[] | undefined) ?? [
    { field: 'row', message: error.message },
  ];
  return errors.map(({ field, message }) => ({ field: CALLED[field] ?? field, message }));
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
