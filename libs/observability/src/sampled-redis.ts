import { trace } from '@opentelemetry/api';

type SendCommand = (this: unknown, ...args: unknown[]) => unknown;

interface RedisModule {
  Redis: { prototype: { sendCommand: SendCommand & { __original?: SendCommand } } };
}

/**
 * A command inside a trace that nobody records goes straight to the driver: the instrumentation
 * would build a span only to throw it away, and reads from Redis are the hottest calls we have.
 */
export function traceSampledCommandsOnly(module: RedisModule): void {
  const prototype = module.Redis.prototype;
  const traced = prototype.sendCommand;
  const plain = traced.__original;
  if (!plain) return;
  prototype.sendCommand = function sendCommand(this: unknown, ...args: unknown[]) {
    const send = trace.getActiveSpan()?.isRecording() ? traced : plain;
    return send.apply(this, args);
  };
}
