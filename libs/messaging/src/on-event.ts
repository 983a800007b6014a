import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventDefinition } from '@tandem/contracts';

/** Only handlers declared here belong to the inbox. */
export const INBOX_TRANSPORT = Symbol('tandem-inbox');

/**
 * Makes a controller's method the handler of these events: `(data, context: EventContext)`. It runs
 * once for each event, in the transaction `context.tx`.
 */
export function OnEvent(...events: readonly EventDefinition[]): MethodDecorator {
  return handlerOf(events, {});
}

/**
 * Makes a controller's method the handler of these events, many at a time:
 * `(events: readonly HandledEvent[], context: BatchContext)`. What has arrived on all partitions meanwhile is handled in
 * one transaction, each event still once, those of one key in their order. When it fails, the events are handled one by
 * one (a list of one), so that a poison message is found and the others go on. All of a batch are under one correlation id: that of the
 * events when they share one, as those of an import do, else one of the batch's own.
 */
export function OnEventBatch(...events: readonly EventDefinition[]): MethodDecorator {
  return OnEventBatchOf(Infinity, ...events);
}

/**
 * The same with at most so many events in one transaction; what more has arrived waits for the next one. For work that is
 * dear: others wait for its locks, for the processor and for the event loop no longer than such a batch takes.
 */
export function OnEventBatchOf(
  most: number,
  ...events: readonly EventDefinition[]
): MethodDecorator {
  return handlerOf(events, { [BATCH]: { most } satisfies BatchOptions });
}

/** Of one method: events whose handlers have the same object are handled together. */
export interface BatchOptions {
  readonly most: number;
}

/** Where these are in a handler's extras. */
export const BATCH = 'tandem-batch';

function handlerOf(
  events: readonly EventDefinition[],
  extras: Record<string, unknown>,
): MethodDecorator {
  const pattern = EventPattern(
    events.map((event) => event.type),
    INBOX_TRANSPORT,
    extras,
  ) as MethodDecorator;
  return (target, name, descriptor) => {
    // Without these Nest hands a handler its data only.
    Payload()(target, name, 0);
    Ctx()(target, name, 1);
    pattern(target, name, descriptor);
  };
}
