import { trace } from '@opentelemetry/api';

type Send = (this: unknown, ...args: unknown[]) => unknown;

/** A method that an instrumentation has wrapped, or its original when none has. */
type Wrapped = Send & { __original?: Send };

/** The parts of `ioredis` and `pg` that are patched. */
export interface Drivers {
  ioredis: { Redis: { prototype: { sendCommand: Wrapped } } };
  pg: { Client: { prototype: { query: Wrapped } } };
}

/**
 * A command inside a trace that nobody records goes straight to the driver: the instrumentation would build a span only to
 * throw it away, and reads from Redis and short statements are the hottest calls we have.
 */
export function traceSampledCommandsOnly({ ioredis, pg }: Drivers): void {
  ioredis.Redis.prototype.sendCommand = whenRecorded(ioredis.Redis.prototype.sendCommand);
  pg.Client.prototype.query = whenRecorded(pg.Client.prototype.query);
}

function whenRecorded(traced: Wrapped): Wrapped {
  const plain = traced.__original;
  if (!plain) return traced;
  return function send(this: unknown, ...args: unknown[]) {
    return (trace.getActiveSpan()?.isRecording() ? traced : plain).apply(this, args);
  };
}
