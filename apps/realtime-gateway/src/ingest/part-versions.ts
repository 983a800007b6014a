import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { PartEntry, PartStockEntry, type PartVersions } from '@tandem/contracts';
import { logger } from '@tandem/observability';
import { Database, withCommit, type Tx } from '@tandem/persistence';

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

/** Of a part nobody has told of yet. */
export const UNKNOWN: PartKnowledge = {
  stockVersion: 0,
  contentVersion: 0,
  lists: [],
  isPublic: true,
};

interface Row {
  part_id: number;
  stock_version: string;
  content_version: string;
  lists: string[];
  is_public: boolean;
}

/** What is known of these parts; nothing of one that is missing from the answer. */
export async function knownParts(
  tx: Tx,
  partIds: readonly number[],
): Promise<Map<number, PartKnowledge>> {
  if (partIds.length === 0) return new Map();
  const rows = await tx.query<Row>({
    name: 'part_versions_read',
    text: `select part_id, stock_version, content_version, lists, is_public
             from part_versions where part_id = any($1::int[])`,
    values: [partIds],
  });
  return new Map(
    rows.map((row) => [
      row.part_id,
      {
        stockVersion: Number(row.stock_version),
        contentVersion: Number(row.content_version),
        lists: row.lists,
        isPublic: row.is_public,
      },
    ]),
  );
}

/** What is known of a part after some news of it. An older event changes nothing. */
export function withNews(before: PartKnowledge | undefined, news: PartNews): PartKnowledge {
  const known = before ?? UNKNOWN;
  const stockVersion = Math.max(known.stockVersion, news.stockVersion ?? 0);
  if (news.contentVersion === undefined || news.contentVersion < known.contentVersion) {
    return { ...known, stockVersion };
  }
  return {
    stockVersion,
    contentVersion: news.contentVersion,
    lists: news.lists ?? known.lists,
    isPublic: news.isPublic ?? known.isPublic,
  };
}

/**
 * Notes what is known of parts now, together with the commit. Another instance may note something of the same parts at
 * the same time: neither lowers what the other one knows.
 */
export async function notePartVersions(
  tx: Tx,
  parts: ReadonlyMap<number, PartKnowledge>,
): Promise<void> {
  if (parts.size === 0) return;
  const rows = [...parts].map(([part_id, known]) => ({
    part_id,
    stock_version: known.stockVersion,
    content_version: known.contentVersion,
    lists: known.lists,
    is_public: known.isPublic,
  }));
  await withCommit(tx, {
    name: 'part_versions_note',
    text: `insert into part_versions as known (part_id, stock_version, content_version, lists, is_public)
       select part_id, stock_version, content_version, lists, is_public
         from jsonb_to_recordset($1::jsonb) as n (part_id int, stock_version bigint, content_version bigint, lists text[],
              is_public boolean) order by part_id
       on conflict (part_id) do update set
         stock_version = greatest(known.stock_version, excluded.stock_version),
         content_version = greatest(known.content_version, excluded.content_version),
         lists = case when excluded.content_version >= known.content_version then excluded.lists else known.lists end,
         is_public =
           case when excluded.content_version >= known.content_version then excluded.is_public else known.is_public end`,
    values: [JSON.stringify(rows)],
  });
}

/** Answers how new the state of parts is, for the ack of a subscription. */
@Injectable()
export class PartVersionsReader {
  private readonly log = logger('realtime-gateway');

  constructor(
    private readonly db: Database,
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
      this.db.query<{ part_id: number; stock_version: string; content_version: string }>(
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
      const keys = parts.flatMap((id) => [PartStockEntry.key(id), PartEntry.key(id)]);
      return (await this.cache.readMany(keys)).map((hit) => hit?.version);
    } catch (error) {
      // The table alone is right too, only a little later.
      this.log.warn({ err: error }, 'the cache could not be asked for versions');
      return [];
    }
  }
}
