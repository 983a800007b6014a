import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventDefinition } from '@tandem/contracts';

/** Only handlers declared here belong to the inbox. */
export const INBOX_TRANSPORT = Symbol('tandem-inbox');

/**
 * Makes a controller's method the handler of these events: `(data, context: EventContext)`. It runs
 * once for each event, in the transaction `context.tx`.
 */
export function OnEvent(...events: readonly EventDefinition[]): MethodDecorator {
  const pattern = EventPattern(
    events.map((event) => event.type),
    INBOX_TRANSPORT,
  ) as MethodDecorator;
  return (target, name, descriptor) => {
    // Without these Nest hands a handler its data only.
    Payload()(target, name, 0);
    Ctx()(target, name, 1);
    pattern(target, name, descriptor);
  };
}
