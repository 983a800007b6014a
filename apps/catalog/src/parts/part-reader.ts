import { Injectable } from '@nestjs/common';
import { isWhole, VersionedCache, type CachedGroup, type CacheHit } from '@tandem/cache';
import {
  GameEntry,
  PartEntry,
  PartImagesEntry,
  PartPricesEntry,
  PartSpecsEntry,
  PartStockEntry,
  publicStock,
  shownStock,
  sourceOfCached,
} from '@tandem/contracts';
import { Database, SourceHealth } from '@tandem/persistence';
import { readDocumentWithStock } from './part-document.js';
import type { PartField } from './part.dto.js';
import { shownPrice } from './shown-price.js';

const TTL_SECONDS = 300;
const NO_STOCK = PartStockEntry.write(publicStock(null));

/** A part as it goes over the wire. */
export interface PartAnswer {
  body: string;
  etag: string;
}

const CONTENT_KEYS = 4;

/** Core first, stock last; the order of the pieces is the order in which they are joined. */
function keysOf(id: number, game: boolean): string[] {
  return [
    game ? GameEntry.key(id) : PartEntry.key(id),
    PartPricesEntry.key(id),
    PartSpecsEntry.key(id),
    PartImagesEntry.key(id),
    PartStockEntry.key(id),
  ];
}

/** Reads single parts: one round trip to the cache, and strings joined, on nearly every read. */
@Injectable()
export class PartReader {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
    private readonly health: SourceHealth,
  ) {}

  /**
   * The part, or null when shoppers may not see one under this id; `game`: nor when it is no game.
   * @param type label of the hit rate, for reads that no shopper makes
   */
  async read(id: number, game: boolean, type?: string): Promise<PartAnswer | null> {
    const keys = keysOf(id, game);
    let hits = await this.cache.readMany(keys, type);
    if (hits[CONTENT_KEYS] === null || !isWhole(hits, 0, CONTENT_KEYS))
      hits = await this.load(id, game, keys, hits);
    const core = hits[0]!;
    if (core.value === null) return null;
    const { value, version } = hits[CONTENT_KEYS]!;
    const stock = value ?? NO_STOCK;
    const source = sourceOfCached(stock);
    const heardAt = source === null ? undefined : (await this.health.stale()).get(source);
    // What is cached does not know whether its source is heard, nor whether a sale is on: the tag tells the answers apart.
    const price = shownPrice(hits[1]!.value!);
    const stale = heardAt === undefined ? '' : `-${Date.parse(heardAt ?? '') || 'stale'}`;
    return {
      body: `${core.value.slice(0, -1)},${price.fields},"specifications":${hits[2]!.value},"images":${hits[3]!.value},"stock":${shownStock(stock, heardAt)}}`,
      etag: `"c${core.version}-s${version}${price.onSale ? '-sale' : ''}${stale}"`,
    };
  }

  /** The part with these fields only. */
  async readFields(
    id: number,
    game: boolean,
    fields: readonly PartField[],
  ): Promise<PartAnswer | null> {
    const answer = await this.read(id, game);
    if (!answer) return null;
    const part = JSON.parse(answer.body) as Record<string, unknown>;
    return {
      body: JSON.stringify(
        Object.fromEntries(fields.filter((f) => f in part).map((f) => [f, part[f]])),
      ),
      etag: `${answer.etag.slice(0, -1)}-${fields.join('.')}"`,
    };
  }

  private async load(
    id: number,
    game: boolean,
    keys: string[],
    hits: (CacheHit | null)[],
  ): Promise<CacheHit[]> {
    const content = keys.slice(0, CONTENT_KEYS);
    const stock = keys.slice(CONTENT_KEYS);
    // Content and stock are different aggregates: what is whole stays, what is missed is read in one snapshot.
    const hasContent = isWhole(hits, 0, CONTENT_KEYS);
    const wanted = [hasContent ? null : content, hits[CONTENT_KEYS] ? null : stock];
    const groups = wanted.filter((group) => group !== null);
    const loaded = await this.cache.loadMany(
      groups,
      async (positions) => {
        const read = await this.readDatabase(id, game);
        return positions.map((position) =>
          groups[position] === content ? read.content : read.stock,
        );
      },
      { ttlSeconds: TTL_SECONDS },
    );
    const answer = hits.slice() as CacheHit[];
    groups.forEach((group, i) => {
      const { version, values } = loaded[i]!;
      const from = group === content ? 0 : CONTENT_KEYS;
      values.forEach((value, at) => (answer[from + at] = { version, value }));
    });
    return answer;
  }

  private async readDatabase(
    id: number,
    game: boolean,
  ): Promise<{ content: CachedGroup; stock: CachedGroup }> {
    const found = await readDocumentWithStock(this.database, id);
    if (!found)
      return {
        content: { version: 0, values: [null, null, null, null] },
        stock: { version: 0, values: [NO_STOCK] },
      };
    const { document: d, stock } = found;
    // A part that is no game is absent under the game's key only: the other entries serve both.
    const core = !game || d.kind === 'game' ? d.core : null;
    return {
      content: {
        version: d.version,
        values: d.isPublic
          ? [core, d.prices, d.specifications, d.images]
          : [null, null, null, null],
      },
      stock: { version: stock.version, values: [stock.value] },
    };
  }
}
