import { Controller } from '@nestjs/common';
import { PartCreated, type EventData } from '@tandem/contracts';
import { OnEvent, type EventContext } from '@tandem/messaging';
import { createStockRows } from './stock-store.js';

/** A new part starts with an empty shelf. A row that is there already, whatever it says, stays as it is. */
@Controller()
export class PartCreatedConsumer {
  @OnEvent(PartCreated)
  async partCreated(data: EventData<typeof PartCreated>, { tx }: EventContext): Promise<void> {
    await createStockRows(tx, [data.part_id]);
  }
}
