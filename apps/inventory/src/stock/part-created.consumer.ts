import { Controller } from '@nestjs/common';
import { PartCreated, type EventData } from '@tandem/contracts';
import {
  HandlesAgain,
  OnEventBatchOf,
  type BatchContext,
  type HandledEvent,
} from '@tandem/messaging';
import { createStockRows } from './stock-store.js';

/** Of an import, so many become shelves together; lists and the parts' own rows are locked no longer than that takes. */
const AT_ONCE = 200;

/** New parts start with empty shelves. A row that is there already, whatever it says, stays as it is. */
@Controller()
export class PartCreatedConsumer {
  @HandlesAgain()
  @OnEventBatchOf(AT_ONCE, PartCreated)
  async partsCreated(events: readonly HandledEvent[], { tx }: BatchContext): Promise<void> {
    await createStockRows(
      tx,
      events.map(({ data }) => (data as EventData<typeof PartCreated>).part_id),
    );
  }
}
