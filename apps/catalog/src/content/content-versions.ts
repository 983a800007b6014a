import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import type { PlainPartFields } from '@tandem/contracts';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import type { DomainError, Page } from '@tandem/kernel';
import { type PageQuery } from '@tandem/http';
import { Database, type Tx } from '@tandem/persistence';
import { isDeepStrictEqual } from 'node:util';
import { CatalogConfig } from '../config.js';
import { versionsRemoved, type Removed } from '../history/removed.js';
import { iso } from '../parts/part-sql.js';
import { UpdatesShop } from './content-cache.js';
import { ContentWriter, type ChangeRequest, type PartChange } from './content-writer.js';
import { contentVersionNotFound, contentVersionRemoved, partNotFound } from './errors.js';
import { plainFieldsOf, readContents, type PartContent } from './part-content.js';
import { publicationThen } from './publish-at.js';
import {
  checkRollBack,
  withFieldsOf,
  type RestorableField,
  type RollBackCheck,
} from './roll-back.js';

/** A content version in a list. */
export interface ContentVersion {
  version_number: number;
  change_summary: string | null;
  created_by: string | null;
  created_by_name: string | null;
  created_at: string;
  is_active: boolean;
}

/** A page, and what its list lacks. */
export interface HistoryPage<T> extends Page<T> {
  removed: Removed | null;
}

type Snapshot = Record<string, unknown>;

export interface VersionDiff {
  from: number;
  to: number;
  changes: { field: string; from: unknown; to: unknown }[];
}

export interface PartEvent {
  id: string;
  type: string;
  version: number;
  changed: string[];
  change_summary: string | null;
  changed_by: string | null;
  changed_by_name: string | null;
  created_at: string;
}

const VERSION = `version_number, change_summary, created_by, created_by_name, ${iso('created_at')} as created_at, is_active`;
const EVENT = `id, event_type as type, version_number as version, changed, change_summary,
  created_by as changed_by, created_by_name as changed_by_name, ${iso('created_at')} as created_at`;

/** What a part was, version by version, and the way back. */
@Injectable()
export class ContentVersions {
  constructor(
    private readonly database: Database,
    private readonly writer: ContentWriter,
    private readonly config: CatalogConfig,
    readonly cache: VersionedCache,
  ) {}

  list(id: number, query: PageQuery): Promise<HistoryPage<ContentVersion>> {
    return this.page<ContentVersion>(id, query, VERSION, (row) => row.version_number);
  }

  /** The change history: an entry for every event the part ever had, newest first. */
  events(id: number, query: PageQuery): Promise<HistoryPage<PartEvent>> {
    return this.page<PartEvent>(id, query, EVENT, (row) => row.version);
  }

  async one(id: number, version: number): Promise<ContentVersion & { content_snapshot: Snapshot }> {
    const [row] = await this.database.query<ContentVersion & { content_snapshot: Snapshot }>(
      `select ${VERSION}, content_snapshot from part_content_versions where part_id = $1 and version_number = $2`,
      [id, version],
    );
    if (!row) throw await missingVersion(this.database, id, version);
    return row;
  }

  async diff(id: number, a: number, b: number): Promise<VersionDiff> {
    const from = (await this.one(id, a)).content_snapshot;
    const to = (await this.one(id, b)).content_snapshot;
    const fields = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    const changes = fields
      .filter((field) => !isDeepStrictEqual(from[field] ?? null, to[field] ?? null))
      .map((field) => ({ field, from: from[field] ?? null, to: to[field] ?? null }));
    return { from: a, to: b, changes };
  }

  /**
   * Makes an earlier version the content again, or some fields of it, as a new version. What they refer to must still be there.
   */
  @UpdatesShop()
  async rollback(
    request: ChangeRequest,
    version: number,
    fields?: readonly RestorableField[],
  ): Promise<PartChange> {
    return this.writer.edit(request, async (before, tx) => {
      const then = await contentOfVersion(tx, request.id, version, before);
      return {
        content: fields ? withFieldsOf(then, before, fields) : then,
        summary: fields
          ? `Rolled ${fields.join(', ')} back to version ${version}`
          : `Rolled back to version ${version}`,
        rolledBackTo: version,
      };
    });
  }

  /** What a roll-back to this version depends on, each thing with whether it is as it must be. */
  async checkRollBack(id: number, version: number): Promise<RollBackCheck[]> {
    const before = (await readContents(this.database, [id])).get(id);
    if (!before) throw partNotFound(id);
    const then = await contentOfVersion(this.database, id, version, before);
    return checkRollBack(this.database, id, before, then);
  }

  private async page<R extends object>(
    id: number,
    query: PageQuery,
    columns: string,
    numberOf: (row: R) => number,
  ): Promise<HistoryPage<R>> {
    const [known] = await this.database.query(`select 1 from parts where id = $1`, [id]);
    if (!known) throw partNotFound(id);
    const after = decodeCursor(query.cursor, { n: 'int' });
    const rows = await this.database.query<R>(
      `select ${columns} from part_content_versions
       where part_id = $1 and version_number < $2 order by version_number desc limit $3`,
      [id, after?.n ?? 2_147_483_647, query.limit + 1],
    );
    const items = rows.slice(0, query.limit);
    const more = rows.length > query.limit;
    return {
      items,
      next_cursor: more ? encodeCursor({ n: numberOf(items[items.length - 1]!) }) : null,
      removed: await versionsRemoved(this.database, id, this.config),
    };
  }
}

/** A version of an earlier release may lack a plain field, the sale and the time of publication. */
interface SnapshotFields extends Partial<PlainPartFields> {
  sku: string;
  part_name: string;
  description: string;
  category_id: string | null;
  price: PartContent['price'];
  sale?: PartContent['sale'];
  specifications: PartContent['specifications'];
  images: { id: string; url: string; alt: string }[];
  status: PartContent['status'];
  publish_at?: string | null;
  genres: { id: string }[];
  platforms: { id: string }[];
}

/** What was merged into another since is that one. */
const namedIn = (of: 'genre' | 'platform'): string => `(
    select coalesce(jsonb_agg(distinct jsonb_build_object('id', coalesce(t.closes_into, t.id, n.id))), '[]')
      from jsonb_to_recordset(content_snapshot -> '${of}s') as n (id uuid) left join ${of}s t on t.id = ${of}_by_id(n.id))`;

/** What was removed as too old was there once, and whoever asks is told. */
async function missingVersion(
  database: Pick<Tx, 'query'>,
  id: number,
  version: number,
): Promise<DomainError> {
  const [removed] = await database.query(
    `select 1 from part_removals where part_id = $1 and versions_up_to >= $2 and $2 > 0`,
    [id, version],
  );
  return (removed ? contentVersionRemoved : contentVersionNotFound)(id, version);
}

async function contentOfVersion(
  tx: Pick<Tx, 'query'>,
  id: number,
  version: number,
  before: PartContent,
): Promise<PartContent> {
  const [row] = await tx.query<{ snapshot: SnapshotFields; category_id: string | null }>(
    `select content_snapshot || jsonb_build_object('genres', ${namedIn('genre')}, 'platforms', ${namedIn('platform')}) as snapshot,
            category_by_id((content_snapshot ->> 'category_id')::uuid) as category_id
     from part_content_versions where part_id = $1 and version_number = $2`,
    [id, version],
  );
  if (!row) throw await missingVersion(tx, id, version);
  const s = row.snapshot;
  return {
    ...before,
    ...plainFieldsOf(s),
    sku: s.sku,
    part_name: s.part_name,
    description: s.description,
    // A category that was merged into another is that one; one that is gone is refused by its foreign key.
    category_id: row.category_id ?? s.category_id,
    price: s.price,
    sale: s.sale ?? null,
    specifications: s.specifications,
    images: s.images.map(({ id: imageId, url, alt }) => ({
      id: imageId,
      sha256: hashIn(url),
      alt,
    })),
    ...publicationThen(s),
    genre_ids: s.genres.map((genre) => genre.id).sort(),
    platform_ids: s.platforms.map((platform) => platform.id).sort(),
  };
}

const hashIn = (url: string): string => url.slice(url.lastIndexOf('/') + 1, -'.webp'.length);
