import { Injectable } from '@nestjs/common';
import { SyncCompleted, SyncFailed, SyncProgressed } from '@tandem/contracts';
import { faultPoint } from '@tandem/fault-points';
import { HandlesJob, TryLater, type RunningJob } from '@tandem/jobs';
import { Backoff } from '@tandem/kernel';
import { outbox } from '@tandem/messaging';
import { absentService, logger } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { SyncConfig } from '../config.js';
import { WorkOnSyncRun } from './run-job.js';
import { RunFailed, RunPlans, type RunPage, type RunPlan } from './run-plan.js';
import { RunProgress } from './run-progress.js';
import { RunLost, failRun, takeRun, writePage, type HeldRun } from './run-store.js';
import { runNews } from './sync-run.js';

/** Staff hear of a run once a second. */
const TELL_EVERY_MS = 1_000;
const AGAIN = { firstMs: 500, longestMs: 30_000, spread: 0.3 };

const log = logger('sync-runs');

/** Takes a run from page to page, from wherever its cursor stands. */
@Injectable()
export class WorkOnRun {
  constructor(
    private readonly database: Database,
    private readonly config: SyncConfig,
    private readonly plans: RunPlans,
    private readonly progress: RunProgress,
  ) {}

  @HandlesJob(WorkOnSyncRun)
  async work({ run_id }: { run_id: string }, { signal }: RunningJob): Promise<void> {
    const run = await takeRun(this.database, run_id);
    if (!run) return;
    const plan = this.plans.of(run.kind);
    log.info({ run_id, kind: run.kind, fence: run.fence, cursor: run.cursor }, 'a run goes on');
    try {
      await this.toItsEnd(plan, run, signal);
    } catch (error) {
      // Whoever has it now goes on from where this one came to.
      if (error instanceof RunLost) return;
      if (!(error instanceof RunFailed)) throw error;
      await this.fail(run, error);
    }
    if (signal.aborted) throw new TryLater(0, { counted: false });
  }

  private async toItsEnd(plan: RunPlan, run: HeldRun, signal: AbortSignal): Promise<void> {
    const backoff = new Backoff(AGAIN);
    let now = run;
    let [toldAt, failingSince] = [0, Infinity];
    while (!signal.aborted) {
      try {
        const page = await ended(plan.page(now.cursor, underWay(now)), signal);
        if (!page) return;
        faultPoint('sync.page_fetched');
        const tell = performance.now() - toldAt >= TELL_EVERY_MS;
        now = await this.write(now, page, tell);
        if (tell) toldAt = performance.now();
        faultPoint('sync.page_written');
        backoff.reset();
        failingSince = Infinity;
      } catch (error) {
        if (error instanceof RunLost || error instanceof RunFailed) throw error;
        failingSince = Math.min(failingSince, performance.now());
        this.bear(now, error, performance.now() - failingSince);
        await backoff.wait(signal);
        continue;
      }
      if (now.status === 'completed') return this.told(now);
    }
  }

  private async write(run: HeldRun, page: RunPage, tell: boolean): Promise<HeldRun> {
    const written = await transaction(this.database, async (tx) => {
      const now = await writePage(tx, run, page, { tell });
      await page.apply?.(tx);
      if (now.status === 'completed') await outbox.add(tx, SyncCompleted, runNews(now));
      else if (tell) await outbox.add(tx, SyncProgressed, runNews(now));
      return now;
    });
    if (tell) this.progress.show(written);
    return written;
  }

  /** @throws RunFailed when it has lasted too long. */
  private bear({ id, kind }: HeldRun, error: unknown, lastedMs: number): void {
    const fields = { err: error, away: absentService(error), run_id: id, kind };
    log.warn(fields, 'a page of a run is tried again');
    if (lastedMs > this.config.syncRunPatienceMs) throw new RunFailed(reasonOf(error), error);
  }

  private async fail(run: HeldRun, failure: RunFailed): Promise<void> {
    const { id, kind } = run;
    log.error({ err: failure, run_id: id, kind, reason: failure.reason }, 'a run failed');
    const failed = await transaction(this.database, async (tx) => {
      const now = await failRun(tx, run, failure.reason);
      await outbox.add(tx, SyncFailed, runNews(now));
      return now;
    });
    this.progress.show(failed);
  }

  private told(run: HeldRun): void {
    this.progress.show(run);
    const { id, kind, processed, failed } = run;
    log.info({ run_id: id, kind, processed, failed }, 'a run is done');
  }
}

const underWay = ({ id, options, started_at: startedAt }: HeldRun) => ({ id, options, startedAt });

/** A page, or nothing when the process stops first: it is fetched again by the next one. */
async function ended<T>(page: Promise<T>, signal: AbortSignal): Promise<T | null> {
  page.catch(() => undefined);
  let stop: (() => void) | undefined;
  const stopped = new Promise<null>((resolve) => {
    stop = () => resolve(null);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([page, stopped]);
  } finally {
    signal.removeEventListener('abort', stop!);
  }
}

/** The code of what lasted too long. */
function reasonOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : 'failed_too_long';
}
