import { createRequire } from 'node:module';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { quietIdleConnections } from './quiet-client.js';

interface Queue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: unknown;
  checkPendingRequests(): void;
  destroy(): void;
}

const require = createRequire(import.meta.url);
const RequestQueue = require('kafkajs/src/network/requestQueue') as new (options: object) => Queue;
const logger = { debug: () => undefined, namespace: () => logger };

function queueOfAConnection(): Queue {
  return new RequestQueue({
    maxInFlightRequests: 1,
    requestTimeout: 1000,
    enforceRequestTimeout: false,
    clientId: 'spec',
    broker: 'spec',
    logger,
    isConnected: () => true,
  });
}

describe('a connection to Kafka on which nothing happens', () => {
  quietIdleConnections();
  afterEach(() => void jest.useRealTimers());

  it('sleeps after an answer', () => {
    const queue = queueOfAConnection();
    queue.checkPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });

  it('still sends what a throttle held back, when the throttle is over', () => {
    jest.useFakeTimers();
    const queue = queueOfAConnection();
    let sent = 0;
    queue.throttledUntil = Date.now() + 200;
    queue.pending.push({ send: () => (sent += 1), expectResponse: true });
    queue.checkPendingRequests();
    jest.advanceTimersByTime(150);
    expect(sent).toBe(0);
    jest.advanceTimersByTime(100);
    expect(sent).toBe(1);
    queue.destroy();
  });
});
