import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HandlesJob } from '@tandem/jobs';
import { DomainError } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { CatalogConfig } from '../config.js';
import { PartList } from '../parts/part-list.js';
import { PartReader } from '../parts/part-reader.js';
import { IS_FOR_SALE } from '../parts/part-sql.js';
import type { ListPartsQuery } from '../parts/part.dto.js';
import { POPULAR_FIRST } from './popular-reads.js';
import { WarmAgain, WarmNow } from './warm.jobs.js';

const PAGE = 24;
const MOST_LISTS = 50;
/** Of the hit rate: what shoppers read is counted apart. */
const TYPE = 'warming';
/** Reads under way at a time: the first shoppers go before. */
const AT_ONCE = 4;

type Read = () => Promise<unknown>;

/** Reads into the cache what shoppers read most: after the start, again and again, and when staff ask. */
@Injectable()
export class WarmCache implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = logger('catalog');
  private stopped = false;
  private running = Promise.resolve();

  constructor(
    private readonly config: CatalogConfig,
    private readonly database: Database,
    private readonly reader: PartReader,
    private readonly list: PartList,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.warm().catch((error: unknown) =>
      this.log.warn({ err: error }, 'the cache could not be warmed; the first reads fill it'),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  @HandlesJob(WarmAgain)
  warmAgain(): Promise<void> {
    return this.warm();
  }

  @HandlesJob(WarmNow)
  warmNow(): Promise<void> {
    return this.warm();
  }

  private async warm(): Promise<void> {
    if (this.config.warmParts === 0) return;
    const reads = [...(await this.lists()), ...(await this.parts())];
    const open = reads[Symbol.iterator]();
    const worker = async (): Promise<void> => {
      for (const read of open) {
        if (this.stopped) return;
        await read();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    this.log.debug({ reads: reads.length }, 'the cache is warm');
  }

  /** The pages that the shop opens with, and the lists that were read most. */
  private async lists(): Promise<Read[]> {
    const firstPages = [undefined, 'physical', 'game'] as const;
    const rows = await this.database.query<{ query: ListPartsQuery }>(
      `select substr(target, 6)::json as query from popular_reads where target like 'list:%' ${POPULAR_FIRST} limit $1`,
      [MOST_LISTS],
    );
    const queries: ListPartsQuery[] = firstPages.map((kind) => ({ limit: PAGE, kind }));
    return [...queries, ...rows.map(({ query }) => query)].map((query) => () => this.read(query));
  }

  /** A list that was read before a category was renamed, or by an older release, may make no sense any more. */
  private async read(query: ListPartsQuery): Promise<void> {
    try {
      const request = this.list.request(query);
      await this.list.answer({ ...request, read: { ...request.read, type: TYPE } });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }

  /** Those that were read most; the newest ones fill up what is left. */
  private async parts(): Promise<Read[]> {
    const most = this.config.warmParts;
    const popular = await this.database.query<{ id: number; game: boolean }>(
      `select substr(target, 6)::integer as id, target like 'game:%' as game from popular_reads
        where target not like 'list:%' ${POPULAR_FIRST} limit $1`,
      [most],
    );
    const newest = await this.database.query<{ id: number; game: boolean }>(
      `select p.id, false as game from parts p where ${IS_FOR_SALE} order by p.id desc limit $1`,
      [most - popular.length],
    );
    return [...popular, ...newest].map(
      ({ id, game }) =>
        () =>
          this.reader.read(id, game, TYPE),
    );
  }
}
