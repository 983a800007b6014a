import type { Upstreams } from './upstreams.ts';

export interface Told {
  status: number;
  body: unknown;
}

const MOST_AT_ONCE = 64;

/** Reads of the public API that a page waits for: few at once and for a short time, since the page goes out without them too. */
export class Asking {
  private readonly upstreams: Upstreams | undefined;
  private running = 0;

  constructor(upstreams: Upstreams | undefined) {
    this.upstreams = upstreams;
  }

  /** What the service answers; undefined when it does not in time, or when too many wait already. */
  async ask(path: string, site: string, deadlineMs: number): Promise<Told | undefined> {
    const instance = this.upstreams?.next();
    if (!instance || this.running >= MOST_AT_ONCE) return undefined;
    this.running += 1;
    try {
      const answer = await fetch(instance.url + path, {
        headers: { 'x-tandem-site': site },
        signal: AbortSignal.timeout(deadlineMs),
      });
      return { status: answer.status, body: await answer.json() };
    } catch (error) {
      // One that is slow is not away.
      if ((error as Error).name !== 'TimeoutError') this.upstreams?.failed(instance);
      return undefined;
    } finally {
      this.running -= 1;
    }
  }
}
