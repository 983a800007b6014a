import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { inBackground, setActor } from '@tandem/observability';
import type { RunningJob } from '../define-job.js';
import { endingOf, type FromThread, type ThreadEnding, type ToThread } from './messages.js';

/** Of a thread's share of the processor: what answers people goes first. */
const NICE = 10;

export interface ServedJobs<Payload extends object> {
  /** Of its spans: what a job does, in words. */
  name: string;
  handle(payload: Payload, job: RunningJob): Promise<unknown>;
  /** Closes what the thread has open; nothing runs any more. */
  close(): Promise<void>;
}

/** Tells the process that something is due in so many ms which this thread has queued. */
export const remindProcess = (ms: number): void => tell({ dueInMs: ms });

/** In the thread of a `JobThread`: does what it is handed, until it is told that nothing more comes. */
export function serveJobs<Payload extends object>({
  name,
  handle,
  close,
}: ServedJobs<Payload>): void {
  // Linux alone takes the priority of a thread for that; elsewhere it would be the process's.
  if (process.platform === 'linux') setPriority(NICE);
  const stopping = new AbortController();
  const run = async ({ payload, job, context }: Extract<ToThread, { run: number }>) => {
    try {
      const work = () => {
        setActor(context.userId);
        return handle(payload as Payload, { ...job, signal: stopping.signal });
      };
      await inBackground(name, work, context);
      return { done: true } satisfies ThreadEnding;
    } catch (error) {
      return endingOf(error);
    }
  };
  parentPort?.on('message', (message: ToThread) => {
    if ('abort' in message) stopping.abort();
    else if ('close' in message) void close().finally(() => process.exit());
    else void run(message).then((ending) => tell({ ran: message.run, ending }));
  });
}

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}
