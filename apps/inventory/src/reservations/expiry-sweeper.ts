import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DueLoop } from '@tandem/jobs';
import { counter, logger } from '@tandem/observability';
import { InventoryConfig } from '../config.js';
import { EXPIRED_AT_ONCE, FreeReservations } from './free-reservations.js';

const log = logger('reservations');
const expired = counter('inventory_reservations_expired', {
  unit: '{reservation}',
  description: 'Reservations whose time ran out',
});

/** Frees what nobody paid for in time. Any number of instances may sweep: each takes rows no other one holds. */
@Injectable()
export class ExpirySweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: DueLoop;

  constructor(
    config: InventoryConfig,
    private readonly reservations: FreeReservations,
  ) {
    this.loop = new DueLoop({
      name: 'expiry',
      idleMs: config.expiryIntervalMs,
      batch: EXPIRED_AT_ONCE,
      round: () => this.sweep(),
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Frees reservations whose time is up now, few enough for one transaction; answers how many there were. */
  async sweep(): Promise<number> {
    const { reservations } = await this.reservations.expireSome();
    expired.add(reservations.length);
    for (const { order_id } of reservations) log.info({ order_id }, 'a reservation expired');
    return reservations.length;
  }
}
