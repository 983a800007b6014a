import { Controller } from '@nestjs/common';
import { StockDepleted, StockLow } from '@tandem/contracts';
import { NeverAgain, OnEventBatch, type BatchContext, type HandledEvent } from '@tandem/messaging';
import { OrderConfig } from '../config.js';

/** Keeps which parts ran out or low for the next mail to staff; who gets none keeps nothing. */
@Controller()
export class NoteScarceParts {
  constructor(private readonly config: OrderConfig) {}

  @NeverAgain('Staff would get a mail.')
  @OnEventBatch(StockDepleted, StockLow)
  async note(events: readonly HandledEvent[], { tx }: BatchContext): Promise<void> {
    if (this.config.stockDigestTo === '') return;
    const kindOf = (type: string) => (type === StockDepleted.type ? 'out' : 'low');
    // Ordered, so that two instances do not wait for each other.
    await tx.query(
      `insert into stock_notices (part_id, kind)
       select distinct part_id, kind from unnest($1::int[], $2::text[]) as scarce (part_id, kind) order by 1, 2
       on conflict (part_id, kind) where digest_id is null do nothing`,
      [events.map(({ data }) => data['part_id']), events.map(({ event }) => kindOf(event.type))],
    );
  }
}
