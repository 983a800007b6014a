import { v7 as uuidv7 } from 'uuid';
import { currentContext } from './context.js';
import { traceHeadersOrNew } from './tracing.js';

/**
 * The trace and the correlation id of the running request, as an event carries them. Where nothing has begun either, they
 * are new: nobody can follow an event without them.
 */
export function causeHeaders(): Record<string, string> {
  return { ...traceHeadersOrNew(), ce_correlationid: currentContext()?.correlationId || uuidv7() };
}
