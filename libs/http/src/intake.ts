import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** By which a front door of ours learns at the first answer that an instance is about to stop. */
export const LEAVING_HEADER = 'x-tandem-leaving';

/** Nobody has asked for so long: whoever sends requests has heard that this instance is leaving. */
const QUIET_MS = 500;
const LONGEST_QUIET_MS = 5_000;
const LOOK_MS = 25;

/**
 * The requests that a server takes in. It lies below the framework, which refuses with a 503 what reaches it after its
 * own `close` has begun, and beside the sockets, whose long waits are no work that is under way.
 */
export class Intake {
  private running = 0;
  private lastAt = -Infinity;
  private leaving = false;

  constructor(private readonly server: Server) {
    server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
      this.running += 1;
      this.lastAt = performance.now();
      response.once('close', () => (this.running -= 1));
      if (!this.leaving) return;
      // The client must not send its next request on a connection that is about to end.
      response.shouldKeepAlive = false;
      response.setHeader(LEAVING_HEADER, '1');
    });
  }

  /** Answers as before, each time with the word that this instance is leaving; resolves when nobody asks any more. */
  async leave(): Promise<void> {
    this.leaving = true;
    const until = performance.now() + LONGEST_QUIET_MS;
    while (performance.now() < until && performance.now() - this.lastAt < QUIET_MS) {
      await pause(LOOK_MS);
    }
  }

  /** Takes no new connection; resolves when every request has its answer, or with false when `ms` are over. */
  async end(ms: number): Promise<boolean> {
    this.leaving = true;
    if (this.server.listening) this.server.close();
    this.server.closeIdleConnections();
    const until = performance.now() + ms;
    while (this.running > 0) {
      if (performance.now() > until) return false;
      await pause(LOOK_MS);
    }
    return true;
  }
}
