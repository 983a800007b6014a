import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Jobs } from '@tandem/jobs';
import { pause } from '@tandem/kernel';
import { counter, logger } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { heardFrom } from '../../sources/source-health.js';
import { WarehouseClient, type Page, type Place } from '../client/warehouse-client.js';
import { WarehouseRefusal } from '../client/warehouse-errors.js';
import { retryRefused } from '../sales/sales-store.js';
import { moveTo, type Turn } from './feed-store.js';
import { takeLevels } from './take-levels.js';

/** So that a turn ends: between two turns others may have one, and switches are looked at. */
const MOST_PAGES = 50;
/** Beside the time of a call, that of a transaction and a busy machine. */
const LEASE_BESIDE_CALL_MS = 5_000;
/** The answers to a cursor that the warehouse does not know any more. */
const LOST_CURSOR = new Set([400, 404, 410]);

const log = logger('warehouse');
const announced = counter('warehouse_changes', {
  unit: '{change}',
  description: 'Changes of the warehouse that were passed on',
});

/** Reads what changed at the warehouse, page by page until it is caught up, and takes each page as a whole. */
@Injectable()
export class PollWarehouse {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly client: WarehouseClient,
    private readonly jobs: Jobs,
  ) {}

  /** An instance that says nothing for so long is taken for dead. */
  get leaseMs(): number {
    return this.config.warehouseDeadlineMs + LEASE_BESIDE_CALL_MS;
  }

  /**
   * @returns whether there is more to read.
   * @throws WarehouseAway, WarehouseRefusal: what was taken before stays taken.
   */
  async poll(turn: Turn, signal: AbortSignal): Promise<boolean> {
    let place: Place = turn;
    for (let pages = 0; pages < MOST_PAGES && !signal.aborted; pages += 1) {
      const page = await this.readPage(place);
      faultPoint('warehouse.page_read');
      if (page.unreadable > 0) log.warn({ rows: page.unreadable }, 'rows could not be read');
      place = placeAfter(place, page);
      const began = performance.now();
      const told = await this.takePage(turn, page, place);
      faultPoint('warehouse.page_taken');
      if (told === null) return false;
      announced.add(told);
      if (page.size < this.config.warehousePageSize || page.nextCursor === null) return false;
      const share = (told * 1_000) / this.config.warehouseEventsPerSecond;
      await pause(share - (performance.now() - began), signal);
    }
    return true;
  }

  /** @returns how many changes it passed on; null when the turn is another's by now. */
  private takePage(turn: Turn, page: Page, place: Place): Promise<number | null> {
    return transaction(this.database, async (tx) => {
      if (!(await moveTo(tx, turn, { place, leaseMs: this.leaseMs }))) return null;
      await heardFrom(tx, 'warehouse');
      const skus = page.levels.map(({ sku }) => sku);
      if (skus.length > 0) await retryRefused(tx, this.jobs, skus);
      return takeLevels(tx, page.levels);
    });
  }

  private async readPage(place: Place): Promise<Page> {
    try {
      return await this.client.changes(place, this.config.warehousePageSize);
    } catch (error) {
      const lost = error instanceof WarehouseRefusal && LOST_CURSOR.has(error.status);
      if (!lost || place.cursor === null) throw error;
      log.warn({ err: error }, 'the warehouse does not know the cursor: reading on by time');
      return this.client.changes({ ...place, cursor: null }, this.config.warehousePageSize);
    }
  }
}

/** Without a cursor of the warehouse it goes on by time, which reads the rows of the last moment again. */
function placeAfter(place: Place, { levels, nextCursor, size }: Page): Place {
  if (size === 0) return place;
  const last = Math.max(
    place.updated_at?.getTime() ?? 0,
    ...levels.map(({ updated_at }) => Date.parse(updated_at)),
  );
  return { cursor: nextCursor, updated_at: new Date(last) };
}
