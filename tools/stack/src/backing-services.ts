import { SERVICES } from '@tandem/config/services';
import type { BackingService, BackingContext } from './backing/backing-service.ts';
import { startKafka } from './backing/kafka.ts';
import { startPostgres } from './backing/postgres.ts';
import { startRedis } from './backing/redis.ts';
import { Interrupted } from './errors.ts';
import { Home, type Secrets } from './home.ts';
import { ManagedProcess, type ProcessPlan } from './managed-process.ts';
import { PortBook } from './ports.ts';
import type { StackOptions } from './stack-options.ts';
import { Watchdog } from './watchdog.ts';

/** Everything that one run owns, and the order in which it is given up. */
export class Run {
  readonly home: Home;
  readonly ports: PortBook;
  readonly secrets: Secrets;
  readonly say: (message: string) => void;
  private readonly ending = new AbortController();
  private readonly watchdog = new Watchdog();
  private readonly supervision: { calmAfterMs?: number };
  private readonly started: ManagedProcess[] = [];
  private stopping: Promise<void> | undefined;

  constructor(
    home: Home,
    say: (message: string) => void,
    supervision: { calmAfterMs?: number } = {},
  ) {
    this.home = home;
    this.ports = new PortBook(home);
    this.secrets = home.secrets(SERVICES);
    this.say = say;
    this.supervision = supervision;
  }

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  get processes(): readonly ManagedProcess[] {
    return this.started;
  }

  supervise(plan: Omit<ProcessPlan, 'logFile'>): ManagedProcess {
    if (this.signal.aborted) throw new Interrupted();
    const managed = new ManagedProcess(
      { ...plan, logFile: this.home.path('logs', `${plan.name}.log`) },
      { say: this.say, watchdog: this.watchdog, signal: this.signal, ...this.supervision },
    );
    this.started.push(managed);
    return managed;
  }

  get backingContext(): BackingContext {
    return {
      home: this.home,
      ports: this.ports,
      secrets: this.secrets,
      signal: this.signal,
      say: this.say,
      supervise: (plan) => this.supervise(plan),
    };
  }

  /** Stops what was started: the services and front doors together, then the backing services they stand on. */
  stop(): Promise<void> {
    this.ending.abort();
    this.stopping ??= (async () => {
      const backing = new Set(['postgres', 'kafka', 'redis']);
      const of = (wanted: boolean) =>
        this.started.filter(({ plan }) => backing.has(plan.name) === wanted);
      await Promise.all(of(false).map((managed) => managed.stop()));
      await Promise.all(of(true).map((managed) => managed.stop()));
      await this.ports.release();
      this.watchdog.dismiss();
    })();
    return this.stopping;
  }
}

export interface BackingServices {
  postgres: BackingService<string>;
  /** Absent together: several processes need both, one process needs neither. */
  kafka?: BackingService<string[]>;
  redis?: BackingService<string>;
  /** Why the stack is standalone although nobody asked for it. */
  missing: string[];
}

export async function startBacking(
  run: Run,
  options: { durable: boolean; standalone: boolean; detour?: StackOptions['detour'] },
): Promise<BackingServices> {
  const context = run.backingContext;
  const timed = async <T extends BackingService<unknown> | { missing: string }>(
    name: string,
    start: () => Promise<T>,
  ) => {
    const began = Date.now();
    const backing = await start();
    if ('origin' in backing)
      run.say(
        `${name}: ready in ${((Date.now() - began) / 1000).toFixed(1)} s (${backing.origin})`,
      );
    return backing;
  };
  const skipped = { missing: '' };
  const results = await Promise.allSettled([
    timed('PostgreSQL', () => startPostgres(context, options)),
    options.standalone ? skipped : timed('Kafka', () => startKafka(context, options.detour)),
    options.standalone ? skipped : timed('Redis', () => startRedis(context)),
  ]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  const [postgres, kafka, redis] = results.map(
    (result) => (result as PromiseFulfilledResult<unknown>).value,
  ) as [
    BackingService<string>,
    BackingService<string[]> | { missing: string },
    BackingService<string> | { missing: string },
  ];
  const missing: string[] = [];
  if ('missing' in kafka && kafka.missing) missing.push(`Kafka: ${kafka.missing}`);
  if ('missing' in redis && redis.missing) missing.push(`Redis: ${redis.missing}`);
  if ('missing' in kafka || 'missing' in redis) {
    for (const backing of [kafka, redis]) if ('process' in backing) await backing.process?.stop();
    return { postgres, missing };
  }
  return { postgres, kafka, redis, missing };
}
