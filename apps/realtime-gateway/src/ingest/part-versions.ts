import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { cacheKeys, VersionedCache } from '@tandem/cache';
import type { PartVersions } from '@tandem/contracts';
import { logger } from '@tandem/observability';
import { prepared } from '@tandem/persistence';

/** What this service knew of a part before an event and knows after it. */
export interface PartKnowledge {
  stockVersion: number;
  contentVersion: number;
  lists: string[];
  isPublic: boolean;
}

/** What an event says about a part; what it doesn't say is left as it is. */
export interface PartNews {
  partId: number;
  stockVersion?: number;
  contentVersion?: number;
  lists?: string[];
  isPublic?: boolean;
}

const UNKNOWN: PartKnowledge = { stockVersion: 0, contentVersion: 0, lists: [], isPublic: true };

/**
 * Notes the versions an event tells of, in the transaction that logs it. An older event lowers
 * nothing.
 * @returns what was known before.
 */
export async function notePartVersions(tx: EntityManager, news: PartNews): Promise<PartKnowledge> {
  const known = await prepared<{
    stock_version: string;
    content_version: string;
    lists: string[];
    is_public: boolean;
  }>(tx, {
    name: 'part_versions_note',
    text: `with before as (
       select stock_version, content_version, lists, is_public from part_versions where part_id = $1
     ), noted as (
       insert into part_versions as known (part_id, stock_version, content_version, lists, is_public)
       values ($1, coalesce($2::bigint, 0), coalesce($3::bigint, 0), coalesce($4::text[], '{}'), coalesce($5::boolean, true))
       on conflict (part_id) do update set
         stock_version = greatest(known.stock_version, $2::bigint),
         content_version = greatest(known.content_version, $3::bigint),
         lists = case when $3::bigint >= known.content_version then coalesce($4::text[], known.lists) else known.lists end,
         is_public = case when $3::bigint >= known.content_version then coalesce($5::boolean, known.is_public) else known.is_public end
     )
     select * from before`,
    values: [
      news.partId,
      news.stockVersion ?? null,
      news.contentVersion ?? null,
      news.lists ?? null,
      news.isPublic ?? null,
    ],
  });
  const row = known[0];
  if (!row) return UNKNOWN;
  return {
    stockVersion: Number(row.stock_version),
    contentVersion: Number(row.content_version),
    lists: row.lists,
    isPublic: row.is_public,
  };
}

/** Answers how new the state of parts is, for the ack of a subscription. */
@Injectable()
export class PartVersionsReader {
  readonly #log = logger('realtime-gateway');

  constructor(
    private readonly db: DataSource,
    private readonly cache: VersionedCache,
  ) {}

  /**
   * The newest versions known of the parts: the greater of this service's table, which is complete
   * but a Kafka delivery behind, and the cache, which writers fill before they answer but which may
   * have forgotten. A part nobody has told of is at version 0.
   */
  async of(parts: number[]): Promise<Record<string, PartVersions>> {
    if (parts.length === 0) return {};
    const [rows, cached] = await Promise.all([
      this.db.query<{ part_id: number; stock_version: string; content_version: string }[]>(
        'select part_id, stock_version, content_version from part_versions where part_id = any($1::int[])',
        [parts],
      ),
      this.cached(parts),
    ]);
    const stored = new Map(rows.map((row) => [row.part_id, row]));
    return Object.fromEntries(
      parts.map((id, index) => [
        id,
        {
          stock: Math.max(Number(stored.get(id)?.stock_version ?? 0), cached[index * 2] ?? 0),
          content: Math.max(
            Number(stored.get(id)?.content_version ?? 0),
            cached[index * 2 + 1] ?? 0,
          ),
        },
      ]),
    );
  }

  private async cached(parts: number[]): Promise<(number | undefined)[]> {
    try {
      const keys = parts.flatMap((id) => [cacheKeys.partStock(id), cacheKeys.part(id)]);
      return (await this.cache.readMany(keys)).map((hit) => hit?.version);
    } catch (error) {
      // The table alone is right too, only a little later.
      this.#log.warn({ err: error }, 'cache can’t be asked for versions');
      return [];
    }
  }
}
