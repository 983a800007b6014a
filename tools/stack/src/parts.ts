import { SERVICES } from '@tandem/config/services';
import { Home, type Secrets } from './home.ts';
import { Interrupted } from './errors.ts';
import { ManagedProcess, type ProcessPlan } from './managed-process.ts';
import { startKafka } from './parts/kafka.ts';
import type { Part, PartContext } from './parts/part.ts';
import { startPostgres } from './parts/postgres.ts';
import { startRedis } from './parts/redis.ts';
import { PortBook } from './ports.ts';
import { Watchdog } from './watchdog.ts';

/** Everything that one run owns, and the order in which it is given up. */
export class Run {
  readonly home: Home;
  readonly ports: PortBook;
  readonly secrets: Secrets;
  readonly say: (message: string) => void;
  readonly #abort = new AbortController();
  readonly #watchdog = new Watchdog();
  readonly #supervision: { calmAfterMs?: number };
  readonly #processes: ManagedProcess[] = [];
  #stopping: Promise<void> | undefined;

  constructor(
    home: Home,
    say: (message: string) => void,
    supervision: { calmAfterMs?: number } = {},
  ) {
    this.home = home;
    this.ports = new PortBook(home);
    this.secrets = home.secrets(SERVICES);
    this.say = say;
    this.#supervision = supervision;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get processes(): readonly ManagedProcess[] {
    return this.#processes;
  }

  supervise(plan: Omit<ProcessPlan, 'logFile'>): ManagedProcess {
    if (this.signal.aborted) throw new Interrupted();
    const managed = new ManagedProcess(
      { ...plan, logFile: this.home.path('logs', `${plan.name}.log`) },
      { say: this.say, watchdog: this.#watchdog, signal: this.signal, ...this.#supervision },
    );
    this.#processes.push(managed);
    return managed;
  }

  get partContext(): PartContext {
    return {
      home: this.home,
      ports: this.ports,
      secrets: this.secrets,
      signal: this.signal,
      say: this.say,
      supervise: (plan) => this.supervise(plan),
    };
  }

  /** Stops what was started: the services and front doors together, then the parts they stand on. */
  stop(): Promise<void> {
    this.#abort.abort();
    this.#stopping ??= (async () => {
      const parts = new Set(['postgres', 'kafka', 'redis']);
      const of = (wanted: boolean) =>
        this.#processes.filter(({ plan }) => parts.has(plan.name) === wanted);
      await Promise.all(of(false).map((managed) => managed.stop()));
      await Promise.all(of(true).map((managed) => managed.stop()));
      this.#watchdog.dismiss();
    })();
    return this.#stopping;
  }
}

export interface Parts {
  postgres: Part<string>;
  /** Absent together: several processes need both, one process needs neither. */
  kafka?: Part<string[]>;
  redis?: Part<string>;
  /** Why the stack is standalone although nobody asked for it. */
  missing: string[];
}

export async function startParts(
  run: Run,
  options: { durable: boolean; standalone: boolean },
): Promise<Parts> {
  const context = run.partContext;
  const timed = async <T extends Part<unknown> | { missing: string }>(
    name: string,
    start: () => Promise<T>,
  ) => {
    const began = Date.now();
    const part = await start();
    if ('origin' in part)
      run.say(`${name}: ready in ${((Date.now() - began) / 1000).toFixed(1)} s (${part.origin})`);
    return part;
  };
  const skipped = { missing: '' };
  const results = await Promise.allSettled([
    timed('PostgreSQL', () => startPostgres(context, options)),
    options.standalone ? skipped : timed('Kafka', () => startKafka(context)),
    options.standalone ? skipped : timed('Redis', () => startRedis(context)),
  ]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  const [postgres, kafka, redis] = results.map(
    (result) => (result as PromiseFulfilledResult<unknown>).value,
  ) as [Part<string>, Part<string[]> | { missing: string }, Part<string> | { missing: string }];
  const missing: string[] = [];
  if ('missing' in kafka && kafka.missing) missing.push(`Kafka: ${kafka.missing}`);
  if ('missing' in redis && redis.missing) missing.push(`Redis: ${redis.missing}`);
  if ('missing' in kafka || 'missing' in redis) {
    for (const part of [kafka, redis]) if ('process' in part) await part.process?.stop();
    return { postgres, missing };
  }
  return { postgres, kafka, redis, missing };
}
