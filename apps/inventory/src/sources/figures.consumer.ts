import { Controller } from '@nestjs/common';
import { ExternalStockChanged, G2aStockChanged, type EventData } from '@tandem/contracts';
import {
  HandlesAgain,
  OnEventBatch,
  type BatchContext,
  type HandledEvent,
} from '@tandem/messaging';
import { ApplyFigures } from './apply-figures.js';
import type { Figure } from './figure.js';

/** What outside systems have. A run of G2A tells of thousands of games at once, so many are handled together. */
@Controller()
export class FiguresConsumer {
  constructor(private readonly applyFigures: ApplyFigures) {}

  @HandlesAgain()
  @OnEventBatch(ExternalStockChanged, G2aStockChanged)
  async figuresAnnounced(events: readonly HandledEvent[], context: BatchContext): Promise<void> {
    await this.applyFigures.apply(
      events.map(({ data, event, traceparent }) => ({
        figure:
          event.type === ExternalStockChanged.type
            ? ofWarehouse(data as EventData<typeof ExternalStockChanged>)
            : ofG2a(data as EventData<typeof G2aStockChanged>),
        cause: { traceparent: traceparent ?? '', ce_correlationid: event.correlationId ?? '' },
      })),
      context,
    );
  }
}

function ofWarehouse({ sku, link = 0, ...data }: EventData<typeof ExternalStockChanged>): Figure {
  return { ...data, link, source: 'warehouse', external_id: sku };
}

function ofG2a({ link = 0, ...data }: EventData<typeof G2aStockChanged>): Figure {
  return { ...data, link, source: 'g2a', sequence: 0, counted_through: 0 };
}
