import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { causeHeaders } from '@tandem/messaging';
import { histogram, runWithContext } from '@tandem/observability';
import { isConnectionError } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { Gathering } from './gathering.js';
import { HoldStock, type Held, type HoldCommand } from './hold-stock.js';
import { mergeLines, type ReservationLine } from './reservation.js';

export interface ReserveCommand {
  order_id: string;
  lines: readonly ReservationLine[];
  ttl_seconds: number;
}

type Queued = HoldCommand & { inContext: <T>(fn: () => T) => T };

/** Rows of at most this many orders are locked together, and one failure touches no more. */
const MOST_ORDERS = 50;
const together = histogram('inventory_reservations_together', {
  description: 'Orders whose stock was held in one transaction.',
  unit: '1',
  buckets: [1, 2, 5, 10, 20, 50],
});

/**
 * Holds every line of an order or none. Orders that arrive while others are being held are held together, in one
 * transaction that writes each part once: a part that everybody wants is locked and written once for all of them.
 */
@Injectable()
export class ReserveStock {
  // Taken outside of any request: a batch belongs to none of those it serves.
  private readonly outside = AsyncLocalStorage.snapshot();
  private readonly gathering: Gathering<Queued, Held>;

  constructor(private readonly holdStock: HoldStock) {
    this.gathering = new Gathering({
      most: MOST_ORDERS,
      idOf: (command) => command.order_id,
      touches: ({ order_id, lines }) => [order_id, ...lines.map((line) => String(line.part_id))],
      run: (commands) => this.hold(commands),
      isGeneral: isConnectionError,
    });
  }

  execute(command: ReserveCommand): Promise<Held> {
    return this.gathering.submit({
      order_id: command.order_id.toLowerCase(),
      lines: mergeLines(command.lines),
      ttl_seconds: command.ttl_seconds,
      cause: causeHeaders(),
      inContext: AsyncLocalStorage.snapshot(),
    });
  }

  private async hold(commands: readonly Queued[]): Promise<(Held | Error)[]> {
    const batchId = uuidv7();
    const run = async () => (await this.holdStock.execute(commands, batchId)).outcomes;
    together.record(commands.length);
    if (commands.length === 1) return commands[0]!.inContext(run);
    return this.outside(() => runWithContext({ correlationId: batchId }, run));
  }
}
