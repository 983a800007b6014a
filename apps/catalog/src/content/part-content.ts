import { isDeepStrictEqual } from 'node:util';
import {
  plainPartFields,
  type Money,
  type PartKind,
  type PartStatus,
  type PlainPartFields,
  type Specification,
} from '@tandem/contracts';
import { toMinor } from '@tandem/kernel';
import type { Tx } from '@tandem/persistence';
import { columns, iso, PRICE, SALE, SPECIFICATIONS } from '../parts/part-sql.js';

/** An image as a part holds it; the order of the list is the order on the page. */
interface ContentImage {
  id: string;
  sha256: string;
  alt: string;
}

/** A price for a time. */
export interface Sale {
  price: Money;
  from: string;
  until: string;
}

/** Everything of a part that staff can change. Every change is a new value of this. */
export interface PartContent extends PlainPartFields {
  kind: PartKind;
  sku: string;
  part_name: string;
  description: string;
  category_id: string | null;
  price: Money;
  sale: Sale | null;
  specifications: Specification[];
  images: ContentImage[];
  status: PartStatus;
  /** When a scheduled part is published by itself; null for every other. */
  publish_at: string | null;
  genre_ids: string[];
  platform_ids: string[];
}

const PLAIN = plainPartFields.properties;
export const PLAIN_FIELDS = Object.keys(PLAIN) as (keyof PlainPartFields)[];

/** The plain fields of something that has some of them. */
export function plainFieldsOf(some: Partial<PlainPartFields>): Partial<PlainPartFields> {
  const given = PLAIN_FIELDS.filter((field) => some[field] !== undefined);
  return Object.fromEntries(given.map((field) => [field, some[field]]));
}

/** What a part has of them before anybody wrote one. */
export const EMPTY_PLAIN_FIELDS = Object.fromEntries(
  Object.entries<object>(PLAIN).map(([field, shape]) => [
    field,
    'default' in shape ? shape.default : null,
  ]),
) as unknown as PlainPartFields;

/** A part that has nothing but what each must have. */
export const emptyContent = ({
  kind,
  sku,
  part_name,
  price,
}: Pick<PartContent, 'kind' | 'sku' | 'part_name' | 'price'>): PartContent => ({
  kind,
  sku,
  part_name,
  price,
  sale: null,
  description: '',
  category_id: null,
  specifications: [],
  images: [],
  status: 'active',
  publish_at: null,
  genre_ids: [],
  platform_ids: [],
  ...EMPTY_PLAIN_FIELDS,
});

/** G2A and roll-backs bring prices of their own: a sale that is no longer below the price ends. */
export const withoutIdleSale = (content: PartContent): PartContent =>
  content.sale &&
  (content.sale.price.currency !== content.price.currency ||
    toMinor(content.sale.price) >= toMinor(content.price))
    ? { ...content, sale: null }
    : content;

/** The names of the fields in which two contents differ. */
export function changedFields(before: PartContent, after: PartContent): (keyof PartContent)[] {
  const fields = Object.keys(after) as (keyof PartContent)[];
  return fields.filter((field) => !isDeepStrictEqual(before[field], after[field]));
}

const CONTENT = `(select row_to_json(x) from (select
  p.kind, p.sku, p.part_name, p.description, p.category_id, ${PRICE} as price, ${SALE} as sale, ${SPECIFICATIONS} as specifications,
  array_to_json(array(select row_to_json(i) from (
    select id, sha256, alt from part_images where part_id = p.id order by position) i)) as images,
  p.status, ${iso('p.publish_at')} as publish_at,
  array(select genre_id from part_genres where part_id = p.id order by 1) as genre_ids,
  array(select platform_id from part_platforms where part_id = p.id order by 1) as platform_ids,
  ${columns(PLAIN)}) x)`;

/** Reads the content of parts by id; who is going to change them holds their rows. */
export async function readContents(
  tx: Pick<Tx, 'query'>,
  ids: readonly number[],
): Promise<Map<number, PartContent>> {
  const rows = await tx.query<{ id: number; content: PartContent }>({
    name: 'part_contents',
    text: `select p.id, ${CONTENT} as content from parts p where p.id = any (array(select unnest($1::integer[])))`,
    values: [ids],
  });
  return new Map(rows.map(({ id, content }) => [id, content]));
}
