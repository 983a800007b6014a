import { counter, histogram, SECOND_BUCKETS } from '@tandem/observability';
import type { Logger, Priority } from '@tandem/observability';
import { eventLoopWatch } from './event-loop-watch.js';
import { ShedShare } from './shed-share.js';

const shed = counter('http.server.shed_requests', {
  description: 'Requests that were sent away because there was too much to do.',
  unit: '{request}',
});

const queueing = histogram('http.server.queue.delay', {
  description:
    'How long requests wait for their turn or for a connection, looked at ten times a second.',
  unit: 's',
  buckets: SECOND_BUCKETS,
});

/** So few at once are no overload, however slow the machine is: nobody is sent away. */
const FEW = 16;
/** What waits longer for a connection is sent away, as its caller has little of the answer by then. */
const LONGEST_WAIT_MS: Readonly<Record<Priority, number>> = {
  critical: 5_000,
  normal: 2_000,
  deferrable: 1_000,
};

type Shed = Exclude<Priority, 'critical'>;
/** How long the first in a queue has waited there, in ms. */
type Queue = (priority: Priority) => number;

/**
 * Who is let in while there is too much to do: the less urgent is sent away first, and what is critical never. It looks at two
 * queues: that of the event loop, which everybody waits in, and those for connections to the database, one a class. The order
 * of classes by queueing time is DAGOR's (Zhou et al., "Overload Control for Scaling WeChat Microservices", SoCC 2018).
 */
export class Admission {
  private readonly shares: Readonly<Record<Shed, ShedShare>>;
  private readonly queues = new Set<Queue>();
  private readonly stopWatching: () => void;
  private running = 0;
  private asked = 0;
  /** Those who waited for the event loop: they are in no count of ours before their turn has come. */
  private waited = 0;
  private sentAway = 0;
  private isBusy = false;

  /** @param targetMs a delay that stands above it is too much; 0: everybody is let in. */
  constructor(
    private readonly targetMs: number,
    private readonly log: Pick<Logger, 'warn' | 'info'>,
  ) {
    this.shares = { deferrable: new ShedShare(targetMs), normal: new ShedShare(2 * targetMs) };
    this.stopWatching =
      targetMs === 0 ? () => undefined : eventLoopWatch.watch((...look) => this.look(...look));
  }

  /** Whether a request goes on; one that does says when it `left`. */
  enter(priority: Priority): boolean {
    this.asked += 1;
    if (this.isCrowded && this.sheds(priority) && this.shares[priority].takes()) {
      this.turnedAway(priority, 'queue');
      return false;
    }
    this.running += 1;
    return true;
  }

  left(): void {
    this.running -= 1;
  }

  /** One more queue that is looked at. @returns what ends it. */
  watchQueue(queue: Queue): () => void {
    this.queues.add(queue);
    return () => void this.queues.delete(queue);
  }

  /** Whether a class is sent away at all when there is too much to do. */
  sheds(priority: Priority): priority is Shed {
    return this.targetMs > 0 && priority !== 'critical';
  }

  /** How long work of a class may wait for a connection, in ms. */
  longestWaitMs(priority: Priority): number {
    return LONGEST_WAIT_MS[this.sheds(priority) ? priority : 'critical'];
  }

  /** Counts a request that was sent away. */
  turnedAway(priority: Priority, reason: 'queue' | 'connection' | 'deadline'): void {
    this.sentAway += 1;
    shed.add(1, { priority, reason });
  }

  close(): void {
    this.stopWatching();
  }

  private get isCrowded(): boolean {
    return Math.max(this.running, this.waited) >= FEW;
  }

  private look(loopMs: number, elapsedMs: number): void {
    // Little's law: as many wait as come in the time that one waits.
    this.waited = this.asked * Math.min(1, loopMs / elapsedMs);
    this.asked = 0;
    queueing.record(this.delayOf('normal', loopMs) / 1_000);
    const { deferrable, normal } = this.shares;
    const delayOf = (priority: Shed) => (this.isCrowded ? this.delayOf(priority, loopMs) : 0);
    deferrable.look(delayOf('deferrable'), elapsedMs, true);
    normal.look(delayOf('normal'), elapsedMs, deferrable.share === 1);
    const isBusy = deferrable.share > 0 || normal.share > 0;
    if (isBusy === this.isBusy) return;
    this.isBusy = isBusy;
    if (isBusy) this.log.warn('there is too much to do: what can wait is sent away');
    else this.log.info({ requests: this.sentAway }, 'nothing is sent away any more');
    this.sentAway = 0;
  }

  private delayOf(priority: Shed, loopMs: number): number {
    return Math.max(loopMs, ...[...this.queues].map((queue) => queue(priority)));
  }
}
