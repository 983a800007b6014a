import { Injectable } from '@nestjs/common';
import type { FieldError } from '@tandem/kernel';
import { RequestValidationPipe } from '@tandem/http';
import { applyPatch } from '../content/apply-patch.js';
import { judgeContent, type Judged } from '../content/judge-content.js';
import { emptyContent, type PartContent } from '../content/part-content.js';
import { ContentDto, CreatePartDto } from '../content/part.dto.js';
import type { ImportColumn } from './import-fields.js';
import type { KnownPictures } from './pictures/known-pictures.js';
import { namedPictures, type RowPictures } from './pictures/named-pictures.js';
import { placePictures, type NamedPicture } from './pictures/place-pictures.js';
import type { FileRow } from './read-rows.js';
import type { Terms } from './resolve-terms.js';
import { fieldErrorsOf, type RowError } from './row-errors.js';
import { bodyOf, faultOf, fieldsOf, skuOf, type RowFields } from './row-fields.js';
import { stockOf, type Shelf } from './stock-column.js';

/** A row and what it says, as far as the row alone tells. */
export interface ReadRow {
  row: FileRow;
  fields: RowFields;
  /** In small letters, by which parts are found. */
  sku: string;
  pictures: RowPictures;
  errors: FieldError[];
}

/** What there is of the part that a row names. */
export interface Found {
  id: number | undefined;
  before: PartContent | null;
  shelf: Shelf | undefined;
}

/** A row that nothing speaks against. */
export interface SoundRow {
  row: FileRow;
  /** Of the part that it names; a new one has it when it is written. */
  id: number | undefined;
  content: PartContent;
  /** Null: the part is new. */
  changed: Judged['changed'] | null;
  units: number | undefined;
  /** Undefined: the row says nothing of pictures. */
  pictures: NamedPicture[] | undefined;
}

export const hasToFetch = ({ pictures }: Pick<SoundRow, 'pictures'>): boolean =>
  pictures?.some(({ sha256 }) => sha256 === null) ?? false;

/** Judges rows of a file by the rules that hold for staff. */
@Injectable()
export class JudgeRows {
  private readonly validation = new RequestValidationPipe();

  async read(row: FileRow, columns: readonly ImportColumn[]): Promise<ReadRow> {
    const fault = faultOf(row, columns);
    const fields = fieldsOf(row, columns);
    const read = { row, fields, sku: skuOf(fields).toLowerCase(), pictures: undefined };
    if (fault) return { ...read, errors: [{ field: 'row', message: fault }] };
    if (!read.sku) return { ...read, errors: [{ field: 'sku', message: 'is missing' }] };
    try {
      return { ...read, pictures: await namedPictures(fields), errors: [] };
    } catch (error) {
      return { ...read, errors: fieldErrorsOf(error) };
    }
  }

  async judge(
    { row, fields, sku, pictures: named, errors: ofRow }: ReadRow,
    { id, before, shelf }: Found,
    terms: Terms,
    known: KnownPictures,
  ): Promise<SoundRow | RowError> {
    const failed = (errors: FieldError[]) => ({ row: row.row, errors, cells: row.cells ?? [] });
    // Nothing else can be told of a row without a form.
    if (!sku || faultFirst(ofRow)) return failed(ofRow);
    const { body, errors } = bodyOf(fields, before, terms);
    const { units, errors: ofStock } = stockOf(fields, shelf);
    const pictures = named?.map((one) => ({ ...one, sha256: known({ partId: id, url: one.url }) }));
    const all = [...ofRow, ...errors, ...ofStock, ...strangers(pictures)];
    try {
      const wanted = await this.wanted(before, body);
      if (pictures && !hasToFetch({ pictures })) wanted.images = placePictures(pictures, wanted);
      const judged = before ? judgeContent(before, wanted) : { content: wanted, changed: null };
      return all.length > 0 ? failed(all) : { row, id, ...judged, units, pictures };
    } catch (error) {
      return failed([...all, ...fieldErrorsOf(error)]);
    }
  }

  private async wanted(before: PartContent | null, body: object): Promise<PartContent> {
    if (before) return applyPatch(before, await this.checked(body, ContentDto));
    const checked = await this.checked(body, CreatePartDto);
    return applyPatch(emptyContent(checked), checked);
  }

  private checked<T>(body: object, metatype: new () => T): Promise<T> {
    return this.validation.transform(body, { type: 'body', metatype }) as Promise<T>;
  }
}

const faultFirst = ([first]: readonly FieldError[]): boolean => first?.field === 'row';

/** An address without a host is one of this shop. */
const strangers = (pictures: readonly NamedPicture[] = []): FieldError[] =>
  pictures
    .filter(({ url, sha256 }) => sha256 === null && url.startsWith('/'))
    .map(({ url }) => ({ field: 'image_urls', message: `is no picture of this shop: ${url}` }));
