import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SyncConfig } from '../../config.js';
import { readCounted, readLevel, readPage, type Level } from './warehouse-answers.js';
import { WarehouseRefusal } from './warehouse-errors.js';
import { WarehouseHost } from './warehouse-host.js';

/** A place in the feed. */
export interface Place {
  /** The warehouse's own word for it; null when it gave none. */
  cursor: string | null;
  /** When the last row that was read had changed; null at the beginning. */
  updated_at: Date | null;
}

export interface Page {
  levels: Level[];
  nextCursor: string | null;
  /** Rows that can't be read. */
  unreadable: number;
  /** Rows of the page, readable or not. */
  size: number;
}

export interface Sale {
  number: number;
  reference: string;
  sku: string;
  /** Negative: goods that came back. */
  quantity: number;
}

/** A call that a person waits for is worth nothing after this. */
const LIVE_DEADLINE_MS = 800;

/** Everything the shop asks of the outside warehouse. Each call throws WarehouseRefusal or WarehouseAway. */
@Injectable()
export class WarehouseClient implements OnApplicationShutdown {
  private readonly host: WarehouseHost;
  private readonly live: WarehouseHost;

  constructor(config: SyncConfig) {
    const { warehouseUrl: url, warehouseTokenSecret: token } = config;
    this.host = new WarehouseHost(url, config.warehouseDeadlineMs, token);
    this.live = new WarehouseHost(url, LIVE_DEADLINE_MS, token);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.host.close(), this.live.close()]);
  }

  /** What changed after a place. Without a cursor that is by time, so the rows of that moment come again. */
  async changes({ cursor, updated_at }: Place, limit: number): Promise<Page> {
    const query = new URLSearchParams({ limit: String(limit) });
    if (cursor !== null) query.set('cursor', cursor);
    else if (updated_at) query.set('changed_since', updated_at.toISOString());
    const answer = (await this.host.call({
      operation: 'read_changes',
      method: 'GET',
      path: `/v1/stock?${query.toString()}`,
      repeatable: true,
      answer: readPage,
    })) as ReturnType<typeof readPage>;
    const levels = answer.items.map(readLevel).filter((level) => level !== null);
    return {
      levels,
      nextCursor: answer.next_cursor ?? null,
      unreadable: answer.items.length - levels.length,
      size: answer.items.length,
    };
  }

  /** What lies there of one SKU right now; null when the warehouse does not know it. For somebody who waits. */
  async level(sku: string): Promise<Level | null> {
    try {
      return (await this.live.call({
        operation: 'read_level',
        method: 'GET',
        path: `/v1/stock/${encodeURIComponent(sku)}`,
        repeatable: false,
        answer: (text) => {
          const level = readLevel(JSON.parse(text));
          if (!level) throw new Error('no level');
          return level;
        },
      })) as Level;
    } catch (error) {
      if (error instanceof WarehouseRefusal && error.status === 404) return null;
      throw error;
    }
  }

  /**
   * Reports sales in the order of their numbers. May be repeated: a reference counts once.
   * @returns the number through which they are counted.
   */
  async report(items: readonly Sale[]): Promise<number> {
    const answer = (await this.host.call({
      operation: 'report_sales',
      method: 'POST',
      path: '/v1/sales',
      json: { items },
      repeatable: true,
      answer: readCounted,
    })) as ReturnType<typeof readCounted>;
    return answer.counted_through;
  }
}
