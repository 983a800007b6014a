import { undefused, type FieldError } from '@tandem/kernel';
import type { PartContent } from '../content/part-content.js';
import { PLAIN_FIELDS } from '../content/part-content.js';
import type { ContentDto } from '../content/part.dto.js';
import { asText } from './file-format.js';
import type { ImportColumn, ImportField } from './import-fields.js';
import type { FileRow } from './read-rows.js';
import type { Terms } from './resolve-terms.js';
import { specificationsOf } from './specification-cell.js';

/** In a cell: the field is to be empty. A cell without anything leaves the field as it is. */
const CLEAR = '(clear)';
const MOST_TERMS = 20;

/** What a row says of each field; null: the field is to be empty. */
export type RowFields = Partial<Record<ImportField, unknown>>;

/** What the columns of a file make of a row. */
export function fieldsOf({ cells }: FileRow, columns: readonly ImportColumn[]): RowFields {
  const fields: RowFields = {};
  if (cells === null) return fields;
  columns.forEach(({ name, field }, n) => {
    if (field === null) return;
    const value = Array.isArray(cells) ? valueOf(cells[n] ?? '') : cells[name];
    if (value !== undefined) fields[field] = value;
  });
  return fields;
}

function valueOf(cell: string): string | null | undefined {
  if (cell.trim() === '') return undefined;
  return cell.trim() === CLEAR ? null : undefused(cell);
}

/** What is wrong with the form of a row, whatever stands in it. */
export function faultOf(
  { cells, unreadable }: FileRow,
  columns: readonly ImportColumn[],
): string | null {
  if (unreadable) return unreadable;
  if (Array.isArray(cells) && cells.length !== columns.length)
    return `has ${cells.length} cells; there are ${columns.length} columns`;
  return null;
}

export const skuOf = ({ sku }: RowFields): string =>
  typeof sku === 'string' || typeof sku === 'number' ? String(sku).trim() : '';

/** A row as the body of a request that staff could have sent, and what can't be said in one. */
export interface RowBody {
  body: Record<keyof ContentDto | 'kind', unknown>;
  errors: FieldError[];
}

/** @param before what the part has; null: it is new. */
export function bodyOf(fields: RowFields, before: PartContent | null, terms: Terms): RowBody {
  const errors: FieldError[] = [];
  const wrong = (field: string, message: string): undefined => void errors.push({ field, message });
  const term = (field: ImportField, find: (word: string) => string | null) => (word: unknown) =>
    (typeof word === 'string' && find(word)) || wrong(field, `${asText(word)} is not known here`);
  const list = (field: 'genres' | 'platforms', find: (word: string) => string | null) => {
    const value = fields[field];
    if (value === undefined) return undefined;
    const words = wordsOf(value);
    if (words.length > MOST_TERMS) return wrong(field, `has more than ${MOST_TERMS} words`);
    return [...new Set(words.map(term(field, find)))];
  };
  const { sku: _, category, specifications, kind } = fields;
  if (before && kind !== undefined && kind !== before.kind)
    wrong('kind', `can’t be changed: the part is ${before.kind}`);
  const body = {
    ...Object.fromEntries(PLAIN_FIELDS.map((field) => [field, fields[field]])),
    ...(before ? {} : { sku: skuOf(fields), kind }),
    part_name: fields.part_name,
    description: fields.description === null ? '' : fields.description,
    status: fields.status,
    publish_at: fields.publish_at,
    price: priceOf(fields, before, wrong),
    category_id: category == null ? category : term('category', terms.category)(category),
    specifications:
      typeof specifications === 'string'
        ? specificationsOf(specifications)
        : specifications === null
          ? []
          : specifications,
    genre_ids: list('genres', terms.genre),
    platform_ids: list('platforms', terms.platform),
  };
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return { body: Object.fromEntries(given) as RowBody['body'], errors };
}

function wordsOf(value: unknown): unknown[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  return asText(value)
    .split('|')
    .map((word) => word.trim())
    .filter(Boolean);
}

function priceOf(
  { price, currency }: RowFields,
  before: PartContent | null,
  wrong: (field: string, message: string) => undefined,
): unknown {
  const had = before?.price;
  if (price === undefined) {
    if (currency === undefined || currency === had?.currency) return undefined;
    return wrong('currency', 'is not enough without a price');
  }
  if (typeof price === 'object') return price;
  const used = typeof currency === 'string' ? currency.trim().toUpperCase() : had?.currency;
  if (used === undefined) return wrong('currency', 'is missing');
  return { amount: asText(price).trim(), currency: used };
}
