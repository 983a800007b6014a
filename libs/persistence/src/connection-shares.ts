import { abandoned, overloaded } from '@tandem/http';
import type { Admission } from '@tandem/http';
import { currentContext } from '@tandem/observability';
import type { Priority, RequestContext } from '@tandem/observability';
import type pg from 'pg';

type Connected = Parameters<pg.Pool['connect']>[0];
type Release = Parameters<Connected>[2];

interface Waiting {
  readonly priority: Priority;
  readonly context: RequestContext | undefined;
  readonly since: number;
  readonly callback: Connected;
  timer?: NodeJS.Timeout;
}

const URGENT_FIRST: readonly Priority[] = ['critical', 'normal', 'deferrable'];
/** Connections too few to be shared. */
const FEW = 4;

/**
 * Which part of a pool each class of work may hold, so that what is urgent finds a connection however much else there is to
 * do: a bulkhead (Nygard, "Release It!"). Work that no request waits for counts as critical; there is never much of it at once.
 */
export class ConnectionShares {
  private readonly held: Record<Priority, number> = { critical: 0, normal: 0, deferrable: 0 };
  private readonly waiting: Record<Priority, Waiting[]> = {
    critical: [],
    normal: [],
    deferrable: [],
  };
  private readonly holders = new WeakMap<RequestContext, number>();
  private readonly mostDeferrable: number;
  private readonly mostUrgentless: number;

  constructor(
    private readonly max: number,
    private readonly open: (callback: Connected) => void,
    private readonly admission: Admission,
    private readonly onWaited: (ms: number) => void,
  ) {
    this.mostUrgentless = max < FEW ? max : max - Math.max(1, Math.floor(max / 4));
    this.mostDeferrable = max < FEW ? max : Math.ceil(max / 2);
  }

  get waitingCount(): number {
    return URGENT_FIRST.reduce((sum, priority) => sum + this.waiting[priority].length, 0);
  }

  /** How long the first of a class has waited, in ms. */
  oldestMs(priority: Priority): number {
    const [first] = this.waiting[priority];
    return first ? performance.now() - first.since : 0;
  }

  /** Gives a connection, as `pg.Pool.connect` does, at once or in its turn. */
  connect(callback: Connected): void {
    const context = currentContext();
    const one: Waiting = {
      priority: context?.priority ?? 'critical',
      context,
      since: performance.now(),
      callback,
    };
    // Nobody of its class is passed by, and nobody more urgent can wait where there is room for less urgent work.
    if (this.waiting[one.priority].length === 0 && this.hasRoomFor(one)) return this.give(one);
    this.queue(one);
  }

  private hasRoomFor({ priority, context }: Waiting): boolean {
    const { critical, normal, deferrable } = this.held;
    const free = this.max - critical - normal - deferrable;
    if (free <= 0) return false;
    if (priority === 'critical') return true;
    // Who holds one and needs another would hold the first for as long as it waits.
    if (this.isHolding(context) && free > 1) return true;
    if (normal + deferrable >= this.mostUrgentless) return false;
    return priority === 'normal' || deferrable < this.mostDeferrable;
  }

  private isHolding(context: RequestContext | undefined): boolean {
    return context !== undefined && (this.holders.get(context) ?? 0) > 0;
  }

  private queue(one: Waiting): void {
    const line = this.waiting[one.priority];
    const holds = this.isHolding(one.context);
    if (holds) line.unshift(one);
    else line.push(one);
    const ms = this.admission.longestWaitMs(holds ? 'critical' : one.priority);
    one.timer = setTimeout(() => {
      line.splice(line.indexOf(one), 1);
      const isShed = this.admission.sheds(one.priority);
      if (isShed) this.admission.turnedAway(one.priority, 'connection');
      refuse(one, isShed ? overloaded() : tooLate());
    }, ms);
  }

  private give(one: Waiting): void {
    const { priority, context } = one;
    this.held[priority] += 1;
    if (context) this.holders.set(context, (this.holders.get(context) ?? 0) + 1);
    let isHeld = true;
    const back = () => {
      if (!isHeld) return;
      isHeld = false;
      this.held[priority] -= 1;
      if (context) this.holders.set(context, (this.holders.get(context) ?? 1) - 1);
      this.serve();
    };
    this.open((error, client, release) => {
      if (!client) {
        one.callback(error, client, release);
        return back();
      }
      const released = ((...args: Parameters<Release>) => {
        release(...args);
        back();
      }) as Release;
      // `pool.query`, which some libraries ask by, gives it back with this one.
      client.release = released;
      one.callback(error, client, released);
    });
  }

  /** Gives what has come back to those who wait, the most urgent first. */
  private serve(): void {
    for (const priority of URGENT_FIRST) {
      const line = this.waiting[priority];
      while (line.length > 0 && this.hasRoomFor(line[0]!)) {
        const one = line.shift()!;
        clearTimeout(one.timer);
        this.onWaited(performance.now() - one.since);
        if (this.isUnwanted(one)) {
          this.admission.turnedAway(priority, 'deadline');
          refuse(one, abandoned());
        } else this.give(one);
      }
    }
  }

  /** What has begun is brought to its end, whoever has left. */
  private isUnwanted({ context }: Waiting): boolean {
    if (context === undefined || this.holders.has(context)) return false;
    return context.isAbandoned?.() ?? false;
  }
}

function refuse({ callback }: Waiting, error: Error): void {
  callback(error, undefined, () => undefined);
}

/** As the pool itself says it. */
function tooLate(): Error {
  return new Error('timeout exceeded when trying to connect');
}
