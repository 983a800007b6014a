import { Injectable } from '@nestjs/common';
import type { Availability } from '@tandem/contracts';
import { Flags } from '@tandem/flags';
import { pause } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { G2aClient } from '../g2a/client/g2a-client.js';
import { G2aProblem } from '../g2a/client/g2a-problem.js';
import { linksOfParts, type Link } from '../links/link-store.js';
import { WarehouseClient } from '../warehouse/client/warehouse-client.js';
import { WarehouseAway, WarehouseRefusal } from '../warehouse/client/warehouse-errors.js';
import { WAREHOUSE_FLAG } from '../warehouse/warehouse-flag.js';

/** Somebody at the checkout waits: whoever has not answered by then is not waited for. */
const DEADLINE_MS = 900;

/** Asks the outside what it has of parts right now, all at once. What it does not say in time stays unknown. */
@Injectable()
export class AskOutside {
  constructor(
    private readonly database: Database,
    private readonly flags: Flags,
    private readonly warehouse: WarehouseClient,
    private readonly g2a: G2aClient,
  ) {}

  /** Of parts that are linked to nothing there is no answer. */
  async ask(partIds: readonly number[]): Promise<Availability[]> {
    const links = await linksOfParts(this.database, [...new Set(partIds)]);
    const late = new AbortController();
    const tooLate = pause(DEADLINE_MS, late.signal).then(() => null);
    try {
      return await Promise.all(
        links.map(async (link) => ({
          part_id: link.part_id,
          source: link.system,
          quantity: await Promise.race([this.quantityOf(link, late.signal), tooLate]),
          as_of: new Date().toISOString(),
        })),
      );
    } finally {
      late.abort();
    }
  }

  /** Null when it can't be told. */
  private async quantityOf(link: Link, late: AbortSignal): Promise<number | null> {
    try {
      return await (link.system === 'g2a' ? this.atG2a(link, late) : this.atWarehouse(link));
    } catch (error) {
      const known = [G2aProblem, WarehouseAway, WarehouseRefusal];
      if (known.some((kind) => error instanceof kind)) return null;
      throw error;
    }
  }

  private async atWarehouse({ external_id }: Link): Promise<number | null> {
    if (!(await this.flags.isOn(WAREHOUSE_FLAG))) return null;
    return (await this.warehouse.level(external_id))?.quantity ?? null;
  }

  /** A product that G2A has no more, or does not sell, can't be bought. */
  private async atG2a({ external_id }: Link, late: AbortSignal): Promise<number | null> {
    const product = await this.g2a.productLive(external_id, late);
    if (!product || product.availableToBuy === false) return 0;
    return product.qty == null ? null : Math.max(0, Math.floor(product.qty));
  }
}
