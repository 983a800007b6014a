import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { CatalogConfig } from '../config.js';
import { PartList } from './part-list.js';
import { PartReader } from './part-reader.js';
import { IS_PUBLIC } from './part-sql.js';

const PAGE = 24;
/** Reads under way at a time: the first shoppers go before. */
const AT_ONCE = 4;

/** Reads into the cache what most shoppers open first, after the start and in the background. */
@Injectable()
export class WarmUp implements OnApplicationBootstrap, OnApplicationShutdown {
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
    if (this.config.warmParts === 0) return;
    this.running = this.warm().catch((error: unknown) =>
      this.log.warn({ err: error }, 'the cache could not be warmed; the first reads fill it'),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async warm(): Promise<void> {
    for (const kind of [undefined, 'physical', 'game'] as const)
      await this.list.answer(this.list.request({ limit: PAGE, kind }));
    const rows = await this.database.query<{ id: number }>(
      `select p.id from parts p where ${IS_PUBLIC} order by p.id desc limit $1`,
      [this.config.warmParts],
    );
    const ids = rows.map((row) => row.id);
    const worker = async (): Promise<void> => {
      for (let id = ids.pop(); id !== undefined && !this.stopped; id = ids.pop())
        await this.reader.read(id, false);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    this.log.debug({ parts: rows.length }, 'the cache is warm');
  }
}
