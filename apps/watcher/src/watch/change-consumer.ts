import { Controller } from '@nestjs/common';
import {
  ContentRolledBack,
  ContentUpdated,
  ImagesUpdated,
  PartCreated,
  PartDeleted,
  PartRestored,
  PriceUpdated,
  StockUpdated,
  type EventData,
} from '@tandem/contracts';
import { NeverAgain, OnEventBatch, type HandledEvent } from '@tandem/messaging';
import {
  contentAnnounced,
  deletionAnnounced,
  stockAnnounced,
  type Announcement,
} from './announcement.js';
import { ReadLater } from './read-later.js';

const CHANGES = [
  PartCreated,
  ContentUpdated,
  PriceUpdated,
  ImagesUpdated,
  ContentRolledBack,
  PartRestored,
];

/** Hears of changes. What is read after them lives in memory: an instance that dies leaves some pages unread. */
@Controller()
export class ChangeConsumer {
  constructor(private readonly readLater: ReadLater) {}

  @NeverAgain('It looks how fast pages change, and they changed long ago.')
  @OnEventBatch(...CHANGES, PartDeleted, StockUpdated)
  async onChanges(events: readonly HandledEvent[]): Promise<void> {
    for (const one of events) {
      // A snapshot tells how things are: nothing has changed.
      if (!one.event.snapshot) this.readLater.add(announced(one));
    }
  }
}

function announced({ data, event: { id, type, time } }: HandledEvent): Announcement {
  const told = { eventId: id, at: Date.parse(time) };
  if (type === StockUpdated.type)
    return stockAnnounced(told, data as EventData<typeof StockUpdated>);
  if (type === PartDeleted.type)
    return deletionAnnounced(told, data as EventData<typeof PartDeleted>);
  return contentAnnounced(told, data as EventData<typeof PartCreated>);
}
