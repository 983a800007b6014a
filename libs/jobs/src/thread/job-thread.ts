import { Worker } from 'node:worker_threads';
import { currentContext, currentTraceparent } from '@tandem/observability';
import type { RunningJob } from '../define-job.js';
import type { Jobs } from '../jobs.js';
import {
  endingOf,
  rethrow,
  type FromThread,
  type ThreadEnding,
  type ToThread,
} from './messages.js';

/** One that has had nothing to do for so long ends, and its memory is free. */
const IDLE_MS = 30_000;
/** A thread that is told to end has so long to close what it has open. */
const CLOSING_MS = 5_000;
/** What V8 may take for it, in MB. */
const HEAP = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 12 };

interface Waiting {
  worker: Worker;
  settle: (ending: ThreadEnding) => void;
}

/**
 * Has jobs done in a thread of their own, so that a process which answers people has its event loop for them. The thread
 * begins with the first job. One that ends by itself, for want of memory say, fails its jobs and leaves the process alone.
 */
export class JobThread {
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private runs = 0;
  private readonly waiting = new Map<number, Waiting>();

  /**
   * @param entry a built module that calls `serveJobs`.
   * @param data what the entry finds as `workerData`; a copy.
   * @param jobs is told when something is due that the thread has queued for later.
   */
  constructor(
    private readonly entry: URL,
    private readonly data: object,
    private readonly jobs: Pick<Jobs, 'remind'>,
  ) {}

  /** Has a job done. @throws what its handler throws: `TryLater`, `GiveUp`, or an error with its name, code and stack. */
  async run(payload: object, { signal, ...job }: RunningJob): Promise<void> {
    const worker = this.open();
    const run = (this.runs += 1);
    const tell = (message: ToThread) => worker.postMessage(message);
    const { correlationId, actor } = currentContext() ?? {};
    const userId = actor?.userId ?? null;
    const context = { correlationId, traceparent: currentTraceparent(), userId };
    const ended = new Promise<ThreadEnding>((settle) => this.waiting.set(run, { worker, settle }));
    const abort = () => tell({ abort: true });
    signal.addEventListener('abort', abort);
    tell({ run, payload, job, context });
    try {
      rethrow(await ended);
    } finally {
      signal.removeEventListener('abort', abort);
      this.waiting.delete(run);
      if (this.waiting.size === 0) this.idle = setTimeout(() => void this.close(), IDLE_MS).unref();
    }
  }

  /** Ends the thread, if there is one, as soon as it has closed what it has open. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    if (!worker) return;
    this.worker = undefined;
    const closed = new Promise((resolve) => worker.once('exit', resolve));
    const late = setTimeout(() => void worker.terminate(), CLOSING_MS);
    worker.postMessage({ close: true } satisfies ToThread);
    await closed;
    clearTimeout(late);
  }

  private open(): Worker {
    clearTimeout(this.idle);
    return (this.worker ??= this.begin());
  }

  private begin(): Worker {
    const worker = new Worker(this.entry, { workerData: this.data, resourceLimits: HEAP });
    worker.on('message', (message: FromThread) => this.heard(message));
    worker.on('error', (error) => this.failed(worker, error));
    worker.on('exit', () => this.failed(worker, new Error('the thread of a job has ended')));
    return worker;
  }

  private heard(message: FromThread): void {
    if ('dueInMs' in message) this.jobs.remind(message.dueInMs);
    else this.waiting.get(message.ran)?.settle(message.ending);
  }

  private failed(worker: Worker, error: unknown): void {
    if (this.worker === worker) this.worker = undefined;
    for (const waiting of this.waiting.values())
      if (waiting.worker === worker) waiting.settle(endingOf(error));
  }
}
