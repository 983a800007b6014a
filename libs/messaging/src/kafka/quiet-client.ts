import { createRequire } from 'node:module';

/** How often a connection looks for requests without an answer; the library's own is 100 ms. */
const TIMEOUT_CHECK_MS = 1000;

interface Queue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  enforceRequestTimeout: boolean;
  requestTimeoutIntervalId: NodeJS.Timeout | null;
  inflight: Map<number, { sentAt: number; requestTimeout: number; timeoutRequest(): void }>;
  checkPendingRequests(): void;
  destroy(): void;
  isConnected(): boolean;
  scheduleCheckPendingRequests(): void;
  scheduleRequestTimeoutCheck(): void;
}

/**
 * Stops two timers of the client that run while nothing happens. KafkaJS 2.2.4 looks for requests that a throttle held
 * back with a negative delay, which is a wake-up each millisecond for ever on every connection (2% of a core a service),
 * and for requests without an answer ten times a second. Nothing held back needs no look: each new request and each
 * answer looks by itself.
 */
export function quietIdleConnections(): void {
  const require = createRequire(import.meta.url);
  const queue = (require('kafkajs/src/network/requestQueue') as { prototype: Queue }).prototype;
  queue.scheduleCheckPendingRequests = function (this: Queue) {
    if (this.pending.length === 0 || this.throttleCheckTimeoutId) return;
    const delay = Math.max(this.throttledUntil - Date.now(), 10);
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, delay);
  };
  queue.scheduleRequestTimeoutCheck = function (this: Queue) {
    if (!this.enforceRequestTimeout) return;
    this.destroy();
    this.requestTimeoutIntervalId = setInterval(() => {
      const now = Date.now();
      for (const request of [...this.inflight.values()]) {
        if (now - request.sentAt > request.requestTimeout) request.timeoutRequest();
      }
      if (!this.isConnected()) this.destroy();
    }, TIMEOUT_CHECK_MS);
  };
}
