import { Injectable } from '@nestjs/common';
import type { FileColumns, FilePages } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { idsOf, type AdminFilterQuery } from '../content/admin-list.js';
import { PLAIN_FIELDS, readContents, type PartContent } from '../content/part-content.js';
import { IMPORT_FIELDS, type ImportField } from '../imports/import-fields.js';
import { ownAddress } from '../imports/pictures/known-pictures.js';
import { listCell } from '../imports/pictures/picture-cells.js';
import { readShelves, type Shelf } from '../imports/stock-column.js';
import { specificationCell } from '../imports/specification-cell.js';

/** Parts that are read at once: their descriptions are what is in memory. */
const PARTS_AT_ONCE = 200;

type Slugs = ReadonlyMap<string, string>;
type ExportedPart = Record<ImportField, unknown>;

/** Parts as files that can be imported again. */
@Injectable()
export class ExportParts {
  constructor(private readonly database: Database) {}

  /** All of them that the filters leave, however many. @throws DomainError when the filters make no sense */
  async *pages(query: AdminFilterQuery): FilePages<ExportedPart> {
    for await (const ids of idsOf(this.database, query, PARTS_AT_ONCE)) {
      const contents = await readContents(this.database, ids);
      const slugs = await this.slugsOf([...contents.values()]);
      const shelves = await readShelves(this.database, ids);
      yield ids.flatMap((id) => {
        const content = contents.get(id);
        return content ? [exported(content, slugs, shelves.get(id))] : [];
      });
    }
    return undefined;
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

/** Cells that an import reads as the fields again. */
const CELLS: Partial<FileColumns<ExportedPart>> = {
  specifications: (part) => specificationCell(part.specifications as PartContent['specifications']),
  image_urls: (part) => listCell(part.image_urls as string[]),
  image_alts: (part) => listCell(part.image_alts as string[]),
  genres: (part) => ((part.genres ?? []) as string[]).join(' | '),
  platforms: (part) => ((part.platforms ?? []) as string[]).join(' | '),
};

export const PART_COLUMNS: FileColumns<ExportedPart> = Object.fromEntries(
  IMPORT_FIELDS.map((field) => [field, CELLS[field] ?? ((part: ExportedPart) => part[field])]),
);

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
    publish_at: content.publish_at ?? undefined,
    specifications: content.specifications,
    image_urls: content.images.map(({ sha256 }) => ownAddress(sha256)),
    image_alts: content.images.map(({ alt }) => alt),
    ...(content.kind === 'game'
      ? { genres: slugsOf(genre_ids), platforms: slugsOf(platform_ids) }
      : { genres: undefined, platforms: undefined }),
    ...(Object.fromEntries(
      PLAIN_FIELDS.map((field) => [field, content[field] ?? undefined]),
    ) as Pick<ExportedPart, (typeof PLAIN_FIELDS)[number]>),
  };
}
