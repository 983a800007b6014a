import { Injectable } from '@nestjs/common';
import { causeHeaders } from '@tandem/messaging';
import { histogram } from '@tandem/observability';
import { Gathering, isConnectionError } from '@tandem/persistence';
import { HoldStock, type Held, type HoldCommand } from './hold-stock.js';
import { mergeLines, type ReservationLine } from './reservation.js';

export interface ReserveCommand {
  order_id: string;
  lines: readonly ReservationLine[];
  ttl_seconds: number;
}

/** Rows of at most this many orders are locked together, and one failure touches no more. */
const MOST_ORDERS = 50;
const ordersTogether = histogram('inventory_reservations_together', {
  description: 'Orders whose stock was held in one transaction.',
  unit: '{order}',
  buckets: [1, 2, 5, 10, 20, 50],
});

/**
 * Holds every line of an order or none. Orders that arrive while others are being held are held together, in one
 * transaction that writes each part once: a part that everybody wants is locked and written once for all of them.
 */
@Injectable()
export class ReserveStock {
  private readonly gathering: Gathering<HoldCommand, Held>;

  constructor(private readonly holdStock: HoldStock) {
    this.gathering = new Gathering<HoldCommand, Held>({
      most: MOST_ORDERS,
      idOf: (command) => command.order_id,
      touches: ({ order_id, lines }) => [order_id, ...lines.map((line) => String(line.part_id))],
      run: async (commands, batchId) => {
        ordersTogether.record(commands.length);
        return (await this.holdStock.holdStock(commands, batchId)).outcomes;
      },
      isGeneral: isConnectionError,
    });
  }

  reserveStock(command: ReserveCommand): Promise<Held> {
    return this.gathering.submit({
      order_id: command.order_id.toLowerCase(),
      lines: mergeLines(command.lines),
      ttl_seconds: command.ttl_seconds,
      cause: causeHeaders(),
    });
  }
}
