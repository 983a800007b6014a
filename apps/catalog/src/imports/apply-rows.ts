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
import type { ImportColumn } from './import-fields.js';
import type { FileRow } from './read-rows.js';
import type { Terms } from './resolve-terms.js';
import { bodyOf, faultOf, fieldsOf, skuOf } from './row-fields.js';

/** Checking descriptions takes time, and pages are answered in between. */
const CHECKED_AT_ONCE = 10;

export interface RowError {
  row: number;
  errors: readonly FieldError[];
  cells: NonNullable<FileRow['cells']>;
}

/** What became of rows. */
export interface AppliedRows {
  created: number;
  updated: number;
  unchanged: number;
  errors: RowError[];
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

type Verdict = { before: PartContent | null; content: PartContent } | { errors: FieldError[] };

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
    const contents = await readContents(tx, [...known.values()]);

    const added: PartContent[] = [];
    const writes: ContentWrite[] = [];
    const errors: RowError[] = [];
    let unchanged = 0;
    for (const [n, row] of rows.entries()) {
      if (n % CHECKED_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
      const id = known.get(skus[n]!);
      const verdict = await this.judge(row, contents.get(id ?? 0) ?? null, request);
      if ('errors' in verdict)
        errors.push({ row: row.row, errors: verdict.errors, cells: row.cells ?? [] });
      else if (id === undefined) added.push(verdict.content);
      else {
        const changed = changedFields(verdict.before!, verdict.content);
        if (changed.length === 0) unchanged += 1;
        else writes.push({ id, content: verdict.content, changed });
      }
    }
    const figures = { created: added.length, updated: writes.length, unchanged, errors };
    if (dry) return { ...figures, changes: [] };
    const changed = await this.writer.editMany(tx, writes, editor, summary);
    await claimFields(tx, writes, editor);
    const made = await this.writer.createMany(tx, added, editor, summary);
    return { ...figures, changes: [...changed, ...made] };
  }

  private async judge(
    row: FileRow,
    before: PartContent | null,
    { columns, terms }: RowsRequest,
  ): Promise<Verdict> {
    const fault = faultOf(row, columns);
    if (fault) return { errors: [{ field: 'row', message: fault }] };
    const fields = fieldsOf(row, columns);
    if (!skuOf(fields)) return { errors: [{ field: 'sku', message: 'is missing' }] };
    const { body, errors } = bodyOf(fields, before, terms);
    try {
      const content = before
        ? applyPatch(before, await this.checked(body, ContentDto))
        : await this.newContent(body);
      if (before) requireImageTexts(before, content);
      return errors.length > 0 ? { errors } : { before, content };
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
