import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { availabilityAnswer } from '@tandem/contracts';
import { InternalClient } from '@tandem/http';
import { OrderConfig } from '../config.js';

/** Somebody at the checkout waits, and the database knows an answer as well. */
const DEADLINE_MS = 1_000;

/** What the warehouse and G2A have right now, as the sync gateway hears it from them. */
@Injectable()
export class OutsideStock implements OnApplicationShutdown {
  private readonly client: InternalClient;

  constructor({ syncUrl, serviceKey }: OrderConfig) {
    this.client = new InternalClient({
      baseUrl: syncUrl,
      service: 'sync-gateway',
      caller: 'order',
      key: serviceKey,
      deadlineMs: DEADLINE_MS,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  /** Quantities by part. Never rejects: what the outside does not say in time is missing. */
  async quantities(partIds: readonly number[]): Promise<Map<number, number>> {
    if (partIds.length === 0) return new Map();
    try {
      const { items } = await this.client.call('POST', '/internal/availability', {
        body: { part_ids: partIds },
        answer: availabilityAnswer,
      });
      return new Map(
        items.flatMap(({ part_id, quantity }) => (quantity === null ? [] : [[part_id, quantity]])),
      );
    } catch {
      // Counted and logged by the client; the order is decided by our own stock anyhow.
      return new Map();
    }
  }
}
