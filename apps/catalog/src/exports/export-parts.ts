import { Injectable } from '@nestjs/common';
import { begun } from '@tandem/http';
import { defused } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { stringify } from 'csv-stringify/sync';
import { idsOf, type AdminFilterQuery } from '../content/admin-list.js';
import { PLAIN_FIELDS, readContents, type PartContent } from '../content/part-content.js';
import { IMPORT_FIELDS, type ImportField } from '../imports/import-fields.js';
import { readShelves, type Shelf } from '../imports/stock-column.js';
import { specificationCell } from '../imports/specification-cell.js';

/** Parts that are read at once: their descriptions are what is in memory. */
const PARTS_AT_ONCE = 200;
/** Spreadsheets take a file with it for UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

type Slugs = ReadonlyMap<string, string>;
type ExportedPart = Record<ImportField, unknown>;

/** Parts as files that can be imported again. */
@Injectable()
export class ExportParts {
  constructor(private readonly database: Database) {}

  /** As CSV, page by page. @throws DomainError when the filters make no sense */
  async csv(query: AdminFilterQuery): Promise<AsyncGenerator<string>> {
    return csvOf(await begun(this.pages(query)));
  }

  /** As JSON Lines, page by page. @throws DomainError when the filters make no sense */
  async jsonLines(query: AdminFilterQuery): Promise<AsyncGenerator<string>> {
    return jsonLinesOf(await begun(this.pages(query)));
  }

  private async *pages(query: AdminFilterQuery): AsyncGenerator<ExportedPart[]> {
    for await (const ids of idsOf(this.database, query, PARTS_AT_ONCE)) {
      const contents = await readContents(this.database, ids);
      const slugs = await this.slugsOf([...contents.values()]);
      const shelves = await readShelves(this.database, ids);
      yield ids.flatMap((id) => {
        const content = contents.get(id);
        return content ? [exported(content, slugs, shelves.get(id))] : [];
      });
    }
  }

  private async slugsOf(contents: readonly PartContent[]): Promise<Slugs> {
    const ids = contents.flatMap(({ category_id, genre_ids, platform_ids }) => [
      ...(category_id ? [category_id] : []),
      ...genre_ids,
      ...platform_ids,
    ]);
    const rows = await this.database.query<{ id: string; slug: string }>(
      `select id, slug from categories where id = any ($1::uuid[])
       union all select id, slug from genres where id = any ($1::uuid[])
       union all select id, slug from platforms where id = any ($1::uuid[])`,
      [[...new Set(ids)]],
    );
    return new Map(rows.map(({ id, slug }) => [id, slug]));
  }
}

async function* csvOf(pages: AsyncGenerator<ExportedPart[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + stringify([[...IMPORT_FIELDS]]);
  for await (const parts of pages) yield stringify(parts.map(cellsOf));
}

async function* jsonLinesOf(pages: AsyncGenerator<ExportedPart[]>): AsyncGenerator<string> {
  for await (const parts of pages) yield parts.map((part) => `${JSON.stringify(part)}\n`).join('');
}

function exported(content: PartContent, slugs: Slugs, shelf: Shelf | undefined): ExportedPart {
  const { category_id, genre_ids, platform_ids, price } = content;
  const slugsOf = (ids: readonly string[]) => ids.map((id) => slugs.get(id) ?? id);
  return {
    sku: content.sku,
    kind: content.kind,
    part_name: content.part_name,
    description: content.description,
    category: category_id && slugsOf([category_id])[0],
    price: price.amount,
    currency: price.currency,
    stock: shelf?.current_stock ?? 0,
    status: content.status,
    specifications: content.specifications,
    ...(content.kind === 'game'
      ? { genres: slugsOf(genre_ids), platforms: slugsOf(platform_ids) }
      : { genres: undefined, platforms: undefined }),
    ...(Object.fromEntries(
      PLAIN_FIELDS.map((field) => [field, content[field] ?? undefined]),
    ) as Pick<ExportedPart, (typeof PLAIN_FIELDS)[number]>),
  };
}

function cellsOf(part: ExportedPart): string[] {
  const cells: ExportedPart = {
    ...part,
    specifications: specificationCell(part.specifications as PartContent['specifications']),
    genres: ((part.genres ?? []) as string[]).join(' | '),
    platforms: ((part.platforms ?? []) as string[]).join(' | '),
  };
  return IMPORT_FIELDS.map((field) => defused(String(cells[field] ?? '')));
}
