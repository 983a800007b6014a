import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import { FreeReservations } from '../reservations/free-reservations.js';

/** Frees the pieces of reservations that outlived their orders, as the order service would have. */
@Injectable()
export class FreeHolds {
  constructor(
    private readonly database: Database,
    private readonly freeReservations: FreeReservations,
  ) {}

  /** @returns those that held pieces. */
  async free(reservationIds: readonly string[]): Promise<string[]> {
    const held = await this.database.query<{ id: string; order_id: string }>(
      `select id, order_id from reservations where id = any ($1::uuid[]) and state = 'held' order by id`,
      [reservationIds],
    );
    for (const { order_id } of held) await this.freeReservations.release(order_id);
    return held.map(({ id }) => id);
  }
}
