import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';
import { absentService } from './connection-error.js';

/** Times that only specs change. */
export interface OutageLogOptions {
  /** Between two lines about an outage that lasts. Default one minute. */
  repeatMs?: number;
  /** So long nothing may fail, after an answer, until an outage is over: backing services come back by and by. Default five seconds. */
  settleMs?: number;
  /** So long nothing may fail where nobody says that the service answers again. Default two minutes. */
  silenceMs?: number;
  now?: () => number;
}

interface Outage {
  readonly log: Logger;
  readonly since: number;
  lastFailure: number;
  lastAnswer: number;
  saidAt: number;
  /** All of them, and those since the last line. */
  failures: number;
  fresh: number;
  /** By what was being done. */
  readonly work: Map<string, number>;
}

/** Messages are constants of the code; a message that is none must not let this grow. */
const MOST_KINDS = 30;
const LOOK_MS = 1_000;

/** A look is nobody's request: its lines carry no correlation id, whoever met the outage first. */
const outsideOfRequests = AsyncLocalStorage.snapshot();

/**
 * Says an outage once: a line when a service is first found away, one a minute at most while that lasts, one when it answers
 * again, each with counts by what failed. While a service is away every request and every loop fails because of it, and a line
 * for each would be thousands a minute that say the same.
 */
export class OutageLog {
  private readonly outages = new Map<string, Outage>();
  private readonly options: Required<OutageLogOptions>;
  private timer: NodeJS.Timeout | undefined;

  constructor(options: OutageLogOptions = {}) {
    const defaults = { repeatMs: 60_000, settleMs: 5_000, silenceMs: 120_000, now: Date.now };
    this.options = { ...defaults, ...options };
  }

  /**
   * Counts a failure because of `service`.
   * @param work what was being done, a constant text.
   * @param first writes the line that begins an outage; called for its first failure only.
   */
  failed(service: string, work: string, log: Logger, first: () => void): void {
    const now = this.options.now();
    let outage = this.outages.get(service);
    if (!outage) {
      const at = { since: now, lastFailure: now, lastAnswer: -Infinity, saidAt: now };
      outage = { log, ...at, failures: 0, fresh: -1, work: new Map() };
      this.outages.set(service, outage);
      this.timer ??= outsideOfRequests(() => setInterval(() => this.look(), LOOK_MS).unref());
      first();
    }
    outage.lastFailure = now;
    outage.failures += 1;
    outage.fresh += 1;
    const kind = outage.work.has(work) || outage.work.size < MOST_KINDS ? work : 'other work';
    outage.work.set(kind, (outage.work.get(kind) ?? 0) + 1);
  }

  /** The service has answered somebody. Costs nothing while nothing is away. */
  answered(service: string): void {
    if (this.outages.size === 0) return;
    const outage = this.outages.get(service);
    if (outage) outage.lastAnswer = this.options.now();
  }

  /**
   * How much has failed in the outage that lasts; 0 when the service is not away.
   * @param work counts only what failed while this was being done.
   */
  failures(service: string, work?: string): number {
    const outage = this.outages.get(service);
    if (work === undefined) return outage?.failures ?? 0;
    return outage?.work.get(work) ?? 0;
  }

  /** Says what is over, and what lasts when it is time; runs by itself every second while something is away. */
  look(): void {
    const { repeatMs, settleMs, silenceMs, now } = this.options;
    const time = now();
    for (const [service, outage] of this.outages) {
      const quietMs = time - outage.lastFailure;
      const answers = outage.lastAnswer >= outage.lastFailure;
      if (quietMs >= (answers ? settleMs : silenceMs)) {
        this.outages.delete(service);
        const end = answers ? outage.lastAnswer : outage.lastFailure;
        const over = answers ? 'answers again' : 'is not missed any more';
        outage.log.info(told(service, outage, end), `a backing service ${over}`);
      } else if (outage.fresh > 0 && time - outage.saidAt >= repeatMs) {
        outage.saidAt = time;
        outage.fresh = 0;
        outage.log.warn(told(service, outage, time), 'a backing service is still not available');
      }
    }
    if (this.outages.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}

function told(service: string, { since, failures, work }: Outage, end: number): object {
  const counts = Object.fromEntries(work);
  return { backing_service: service, lasted_ms: Math.round(end - since), failures, work: counts };
}

/** The outages of this process: its services share the backing services, and so their absence. */
export const outages = new OutageLog();

/**
 * Where each line of a logger passes: true for one that tells a service's absence, which is counted here in place of being
 * written. That is a line whose `err` tells it, or that names the service as `away`.
 */
export function isAboutOutage(
  log: Logger,
  args: readonly unknown[],
  write: (fields: object, message: string) => void,
): boolean {
  const [fields, message] = args;
  if (typeof fields !== 'object' || fields === null) return false;
  const { err, away } = fields as { err?: unknown; away?: unknown };
  const service = typeof away === 'string' ? away : absentService(err);
  if (service === undefined) return false;
  const work = typeof message === 'string' ? message : 'other work';
  const { away: _named, ...rest } = fields as Record<string, unknown>;
  outages.failed(service, work, log, () =>
    write(
      { ...rest, backing_service: service, work },
      'a backing service is away: what fails for it is counted',
    ),
  );
  return true;
}
