import { setTimeout as pause } from 'node:timers/promises';
import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { counter, logger, runWithContext } from '@tandem/observability';
import { v7 as uuidv7 } from 'uuid';
import { InventoryConfig } from '../config.js';
import { FreeReservations } from './free-reservations.js';

const log = logger('reservations');
const expired = counter('inventory_reservations_expired', {
  unit: '{reservation}',
  description: 'Reservations whose time ran out',
});

/** Frees what nobody paid for in time. Any number of instances may sweep: each takes rows no other one holds. */
@Injectable()
export class ExpirySweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: InventoryConfig,
    private readonly reservations: FreeReservations,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Frees every reservation whose time is up now; answers how many there were. */
  async sweep(): Promise<number> {
    let freed = 0;
    while (!this.stopping.signal.aborted) {
      const { reservations } = await runWithContext({ correlationId: uuidv7() }, () =>
        this.reservations.expireSome(),
      );
      if (reservations.length === 0) break;
      freed += reservations.length;
      expired.add(reservations.length);
      for (const { order_id } of reservations) log.info({ order_id }, 'reservation expired');
    }
    return freed;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.sweep().catch((error: unknown) =>
        log.error({ err: error }, 'sweeping reservations failed'),
      );
      await pause(this.config.expiryIntervalMs, undefined, {
        signal: this.stopping.signal,
        ref: false,
      }).catch(() => undefined);
    }
  }
}
