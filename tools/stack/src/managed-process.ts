import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs } from '@tandem/kernel/backoff';
import { StartError } from './errors.ts';
import { ProcessLog } from './process-log.ts';
import { until } from './wait.ts';
import type { Watchdog } from './watchdog.ts';

/** What ends while it starts is told at once; this ends what hangs, and a busy machine takes minutes over what is a second's. */
const READY_WITHIN_MS = 300_000;
/** By itself glibc makes up to eight heaps for each processor, one for each thread that allocates, and each keeps what was freed in it. */
const FEW_ARENAS = { MALLOC_ARENA_MAX: '2' };

export interface ProcessPlan {
  /** Shown to the person and used for the log file, e.g. `catalog-1`. */
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  uid?: number;
  gid?: number;
  stopSignal?: NodeJS.Signals;
  stopTimeoutMs?: number;
  readyTimeoutMs?: number;
  logFile: string;
  /** Resolves when the process does its work; tried again until it does. */
  ready: () => Promise<void>;
  /** Lines that the person should see at once. */
  isAlarm?: (line: string) => boolean;
  advice: string;
}

export interface Surroundings {
  say: (message: string) => void;
  watchdog: Watchdog;
  signal: AbortSignal;
  /** A process that has run for so long begins with the shortest pause again when it ends. */
  calmAfterMs?: number;
}

const RESTARTS = { firstMs: 300, longestMs: 10_000 };
const CALM_AFTER_MS = 30_000;

/** One child process that is kept running until it is told to stop. */
export class ManagedProcess {
  readonly plan: ProcessPlan;
  private readonly around: Surroundings;
  private child: ChildProcess | undefined;
  private readonly log: ProcessLog;
  private wanted = false;
  private failures = 0;
  private startedAt = 0;
  private gone: Promise<void> = Promise.resolve();
  private readiness: Promise<void> = Promise.resolve();

  constructor(plan: ProcessPlan, around: Surroundings) {
    this.plan = plan;
    this.around = around;
    this.log = new ProcessLog(plan.logFile, plan.isAlarm, (line) =>
      around.say(`${plan.name}: ${line}`),
    );
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get running(): boolean {
    return this.child !== undefined;
  }

  /** Starts it and waits until it is ready; throws a StartError with the end of its log when it does not get there. */
  async start(): Promise<void> {
    if (this.wanted && this.child) return this.readiness;
    this.wanted = true;
    this.log.open();
    const child = this.spawn(true);
    this.readiness = this.untilReady(child);
    await this.readiness;
  }

  /** Waits for the process to be ready, a restart that is under way included. */
  async whenReady(timeoutMs = this.readyTimeout): Promise<void> {
    await until(() => this.plan.ready(), { timeoutMs, signal: this.around.signal });
  }

  /** Sends a signal without marking the process as unwanted: it is started again if it ends. */
  kill(signal: NodeJS.Signals): void {
    if (this.child?.pid) process.kill(this.child.pid, signal);
  }

  /** Resolves when the present child has ended. */
  async whenGone(): Promise<void> {
    await this.gone;
  }

  /** Asks it to end, and makes it end after its time is up. */
  async stop(): Promise<void> {
    this.wanted = false;
    const child = this.child;
    if (child?.pid) {
      child.kill(this.plan.stopSignal ?? 'SIGTERM');
      const ended = await Promise.race([
        this.gone.then(() => true),
        delay(this.plan.stopTimeoutMs ?? 10_000, false, { ref: false }),
      ]);
      if (!ended) {
        this.around.say(`${this.plan.name} did not stop in time and was killed`);
        killGroup(child.pid);
        await this.gone;
      }
    }
    this.log.close();
  }

  /** @param changed what it is from now on: the program of another version. */
  async restart(changed: Partial<Pick<ProcessPlan, 'args' | 'cwd'>> = {}): Promise<void> {
    await this.stop();
    Object.assign(this.plan, changed);
    await this.start();
  }

  private get readyTimeout(): number {
    return this.plan.readyTimeoutMs ?? READY_WITHIN_MS;
  }

  private spawn(first: boolean): ChildProcess {
    const { command, args, cwd, uid, gid, env } = this.plan;
    const child = spawn(command, args, {
      cwd,
      uid,
      gid,
      env: { ...FEW_ARENAS, ...process.env, ...env } as NodeJS.ProcessEnv,
      // Its own process group: a terminal's Ctrl-C reaches the supervisor alone, which stops things in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.startedAt = Date.now();
    if (child.pid) this.around.watchdog.add(child.pid, this.plan.stopSignal ?? 'SIGTERM');
    child.stdout?.on('data', (chunk: Buffer) => this.log.record(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.log.record(chunk));
    this.gone = new Promise((resolve) => {
      const ended = (how: string) => {
        if (this.child !== child) return;
        this.child = undefined;
        if (child.pid) this.around.watchdog.remove(child.pid);
        resolve();
        if (!first || this.settled) this.comeBack(how);
      };
      child.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
      child.once('error', (error) => {
        this.log.record(Buffer.from(`${error.message}\n`));
        ended(error.message);
      });
    });
    return child;
  }

  private settled = false;

  private async untilReady(child: ChildProcess): Promise<void> {
    this.settled = false;
    const began = Date.now();
    let last: unknown;
    while (this.child === child) {
      if (this.around.signal.aborted) return;
      try {
        await this.plan.ready();
        this.settled = true;
        return;
      } catch (error) {
        last = error;
      }
      if (Date.now() - began > this.readyTimeout) break;
      await delay(60);
    }
    if (this.around.signal.aborted || !this.wanted) return;
    this.wanted = false;
    const why =
      this.child === child
        ? `not ready after ${Math.round((Date.now() - began) / 1000)} s (${reason(last)})`
        : 'ended while starting';
    throw new StartError(this.plan.name, `${why}\n${this.log.tail()}`, this.plan.advice);
  }

  private comeBack(how: string): void {
    if (!this.wanted || this.around.signal.aborted) return;
    const calm = this.around.calmAfterMs ?? CALM_AFTER_MS;
    this.failures = Date.now() - this.startedAt > calm ? 1 : this.failures + 1;
    const wait = backoffMs(this.failures, RESTARTS);
    this.around.say(`${this.plan.name} stopped (${how}). It restarts in ${wait / 1000} s.`);
    setTimeout(() => {
      if (!this.wanted || this.around.signal.aborted || this.child) return;
      const child = this.spawn(false);
      this.readiness = this.whenReady().then(
        () => {
          if (this.child === child) this.around.say(`${this.plan.name} is running again`);
        },
        () => undefined,
      );
    }, wait);
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}

export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended between the decision and the signal.
  }
}
