import { SetMetadata } from '@nestjs/common';
import { PATTERN_EXTRAS_METADATA } from '@nestjs/microservices/constants.js';

/** Where it stands in a handler's extras: `true`, or why not. */
const AGAIN = 'tandem-again';

/**
 * Says of an `@OnEvent` handler that events of the past may be handed to it once more: what it writes follows from the newest
 * it has heard of, and nothing it does leaves the shop.
 */
export const HandlesAgain = (): MethodDecorator => extra(true);

/** Says of an `@OnEvent` handler that it must not see an event twice, and why, for staff to read: a sentence. */
export const NeverAgain = (why: string): MethodDecorator => extra(why);

/** Of one type, in one service. */
export interface HandledType {
  type: string;
  /** Whether events of the past may be handled once more. */
  again: boolean;
  /** Why not. */
  reason: string | null;
}

const NOT_SAID = 'It has not been said that this is safe.';

/** What may be had again of a type, by the extras of all its handlers in a service. */
export function handledType(type: string, extras: readonly unknown[]): HandledType {
  const rules = extras.map((one) => (one as Record<string, unknown> | undefined)?.[AGAIN]);
  const refused = rules.find((rule) => rule !== true);
  if (rules.every((rule) => rule === true)) return { type, again: true, reason: null };
  return { type, again: false, reason: typeof refused === 'string' ? refused : NOT_SAID };
}

function extra(rule: true | string): MethodDecorator {
  return (target, name, descriptor) => {
    const before = Reflect.getMetadata(
      PATTERN_EXTRAS_METADATA,
      descriptor.value as object,
    ) as object;
    SetMetadata(PATTERN_EXTRAS_METADATA, { ...before, [AGAIN]: rule })(target, name, descriptor);
  };
}
