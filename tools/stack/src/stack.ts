import { join } from 'node:path';
import { SERVICES } from '@tandem/config/services';
import { type BackingServices, Run, startBacking } from './backing-services.ts';
import { build } from './build.ts';
import { StartError } from './errors.ts';
import { placeSites, planDoors, startFrontDoor, type Doors } from './front-doors.ts';
import { Home, ROOT } from './home.ts';
import type { ManagedProcess } from './managed-process.ts';
import { startObserving, type Observed } from './observing.ts';
import { startOutside, type Outside } from './outside.ts';
import { RunLock } from './run-lock.ts';
import {
  migrate,
  planInstances,
  runs,
  startDistributed,
  startStandalone,
} from './service-processes.ts';
import type { Instance } from './services.ts';
import type { StackOptions } from './stack-options.ts';

/** The content of stack.json. */
export interface StackInfo {
  mode: 'distributed' | 'standalone';
  shop: string;
  admin: string;
  postgres: string;
  redis: string | null;
  kafka: string[] | null;
  mail: string | null;
  simulators: Record<string, string>;
  services: Record<string, string[]>;
  /** Null unless the stack is observed. */
  observed: Observed | null;
}

type BackingName = 'postgres' | 'kafka' | 'redis';

export interface StackHandle {
  info: StackInfo;
  home: string;
  origins: Record<string, string>;
  notes: string[];
  /** The processes that run now, by name (`catalog-1`, `kafka`), with their process ids. */
  processes(): { name: string; pid: number | undefined }[];
  /** Sends a signal to an instance (numbered from 1); when it ends it is started again. */
  kill(service: string, signal?: NodeJS.Signals, instance?: number): Promise<void>;
  /** @param version the checkout that it comes back from; the one that it ran from unless given. */
  restart(service: string, instance?: number, version?: string): Promise<void>;
  /** Runs the migrations of another checkout while the services serve. */
  migrate(version: string): Promise<void>;
  /** Resolves when the service (all of them unless named) answers as ready. */
  whenReady(service?: string, timeoutMs?: number): Promise<void>;
  /** Takes a backing service away, and it stays away until `startBackingService`. */
  stopBackingService(backing: BackingName): Promise<void>;
  startBackingService(backing: BackingName): Promise<void>;
  stop(): Promise<void>;
}

export class AlreadyRunning extends Error {
  readonly info: StackInfo | undefined;

  constructor(home: Home, pid: number | undefined) {
    super(`this stack is already running (process ${pid})`);
    this.info = home.readJson<StackInfo>('stack.json');
  }
}

/**
 * Starts Tandem: backing services, migrations, seed, services, front doors; writes stack.json.
 * @throws StartError naming the backing service that failed and what to do; nothing is left running then.
 */
export async function startStack(options: StackOptions = {}): Promise<StackHandle> {
  const home = new Home(options.home ?? process.env.TANDEM_HOME ?? join(ROOT, '.tandem'));
  const lock = await RunLock.take(home);
  if (!lock) throw new AlreadyRunning(home, await RunLock.holder(home));
  const run = new Run(home, options.say ?? (() => undefined), {
    calmAfterMs: options.calmAfterMs,
  });
  const stop = async () => {
    try {
      await run.stop();
    } finally {
      home.remove('stack.json');
      lock.release();
    }
  };
  options.signal?.addEventListener('abort', () => void stop(), { once: true });
  if (options.signal?.aborted) await stop();
  try {
    return await bringUp(run, options, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp(
  run: Run,
  options: StackOptions,
  stop: () => Promise<void>,
): Promise<StackHandle> {
  const wanted = options.mode ?? 'auto';
  // Side by side: the backing services wait on disks and Java, the build on the compiler.
  const [backing] = await allOrFirstError([
    startBacking(run, {
      durable: options.durable ?? true,
      standalone: wanted === 'standalone',
      detour: options.detour,
    }),
    build({ sites: true }, run.say, run.signal),
  ]);
  const distributed = backing.kafka !== undefined;
  if (wanted === 'distributed' && !distributed) {
    throw new StartError(
      'stack',
      backing.missing.join('; '),
      'Install Java 17 and Maven, or do not ask for the distributed form.',
    );
  }
  if (
    backing.missing.length > 0 &&
    Object.values(options.replicas ?? {}).some((count) => count > 1)
  ) {
    throw new StartError(
      'stack',
      `--replicas needs Kafka and Redis (${backing.missing.join('; ')})`,
      'Start without --replicas.',
    );
  }
  const places = await placeSites(run, options.frontDoors ?? 'usual');
  const outside = await startOutside(run, places.urls.shop);
  const instances = await planInstances(run, backing, options, outside, places.urls.shop);
  const doors = planDoors(places, instances, options);
  if (distributed) {
    await startDistributed(run, backing, instances, options);
    await startFrontDoor(run, doors);
  } else {
    await startStandalone(run, backing, instances, doors, options);
  }
  const observing =
    options.observe &&
    (await startObserving(
      run,
      instances,
      { standalone: !distributed, smtpUrl: outside.env.SMTP_URL ?? '' },
      options.observe,
    ));
  const observed = observing && !('missing' in observing) ? observing : null;
  if (observing && 'missing' in observing) doors.notes.push(`${observing.missing}.`);
  const info = { ...describe(backing, instances, doors, outside), observed };
  run.home.writeJson('stack.json', info, 0o600);
  return handle(run, backing, options, info, doors, stop);
}

function describe(
  backing: BackingServices,
  instances: readonly Instance[],
  doors: Doors,
  outside: Outside,
): Omit<StackInfo, 'observed'> {
  return {
    mode: backing.kafka ? 'distributed' : 'standalone',
    shop: doors.urls.shop,
    admin: doors.urls.admin,
    postgres: backing.postgres.address,
    redis: backing.redis?.address ?? null,
    kafka: backing.kafka?.address ?? null,
    mail: outside.mail,
    simulators: outside.simulators,
    services: Object.fromEntries(
      SERVICES.map(({ name }) => [
        name,
        instances.filter(({ service }) => service.name === name).map(({ url }) => url),
      ]),
    ),
  };
}

function handle(
  run: Run,
  backing: BackingServices,
  options: StackOptions,
  info: StackInfo,
  doors: Doors,
  stop: () => Promise<void>,
): StackHandle {
  const find = (name: string): ManagedProcess => {
    const found = run.processes.find(({ plan }) => plan.name === name);
    if (!found) throw new Error(`this stack runs no process "${name}"`);
    return found;
  };
  const instance = (service: string, number = 1): ManagedProcess => {
    if (service === 'front-door' && info.mode === 'distributed') return find('front-door');
    return find(info.mode === 'standalone' ? 'standalone' : `${service}-${number}`);
  };
  return {
    info,
    home: run.home.dir,
    origins: {
      PostgreSQL: backing.postgres.origin,
      Kafka: backing.kafka?.origin ?? 'in-process bus over the outbox',
      Redis: backing.redis?.origin ?? 'in-process cache',
    },
    notes: [
      ...backing.missing.map((why) => `Tandem runs in the standalone form. ${why}.`),
      ...doors.notes,
    ],
    processes: () => run.processes.map(({ plan, pid }) => ({ name: plan.name, pid })),
    kill: async (service, signal = 'SIGKILL', number = 1) => {
      const managed = instance(service, number);
      const gone = managed.whenGone();
      managed.kill(signal);
      await gone;
    },
    restart: (service, number, version) =>
      instance(service, number).restart(version === undefined ? {} : runs(service, version)),
    migrate: (version) => migrate(run, backing, options, version),
    whenReady: async (service, timeoutMs) => {
      const managed = run.processes.filter(
        ({ plan }) =>
          service === undefined || plan.name === service || plan.name.startsWith(`${service}-`),
      );
      await Promise.all(managed.map((one) => one.whenReady(timeoutMs)));
    },
    stopBackingService: (backing) => find(backing).stop(),
    startBackingService: (backing) => find(backing).start(),
    stop,
  };
}

/** Like Promise.all, but waits for the others to settle, so that a failed start leaves nothing half begun. */
async function allOrFirstError<T extends readonly unknown[]>(
  work: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const results: PromiseSettledResult<unknown>[] = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as unknown as T;
}
