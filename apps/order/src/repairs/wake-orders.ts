import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';

/** Orders that no worker would ever take up go on. */
@Injectable()
export class WakeOrders {
  constructor(private readonly database: Database) {}

  /**
   * The status says which step is next, and each of these steps may be done again: pieces are held once an order, and the
   * provider is asked how its payment is.
   * @returns those that stood still.
   */
  async wake(orderIds: readonly string[]): Promise<string[]> {
    const woken = await this.database.query<{ id: string }>(
      `update orders set next_step = case status when 'created' then 'reserve' else 'await_payment' end,
              due_at = clock_timestamp(), attempts = 0
        where id = any ($1::uuid[]) and status in ('created', 'awaiting_payment') and next_step is null
       returning id`,
      [orderIds],
    );
    return woken.map(({ id }) => id);
  }
}
