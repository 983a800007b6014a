import { currentContext, tellsAbsenceOf } from '@tandem/observability';
import { GiveUp, TryLater, type RunningJob } from '../define-job.js';
import { remindProcess, serveJobs } from '../thread/serve-jobs.js';

/** How a job of the spec ends. */
export type How =
  'done' | 'fails' | 'away' | 'later' | 'given up' | 'thread ends' | 'is stopped' | 'queues';

const ENDS: Record<How, (job: RunningJob) => void | Promise<void>> = {
  done: () => undefined,
  fails: ({ id, attempt }) => {
    throw new TypeError(`${id} ${attempt} ${currentContext()?.correlationId}`);
  },
  away: () => {
    throw tellsAbsenceOf('inventory', new Error('no answer'));
  },
  later: () => {
    throw new TryLater(70, { counted: false });
  },
  'given up': () => {
    throw new GiveUp(new RangeError('row 7'));
  },
  'thread ends': () => process.exit(1),
  'is stopped': ({ signal }) =>
    new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(new TryLater(1, { counted: false }))),
    ),
  queues: () => remindProcess(1_500),
};

serveJobs<{ how: How }>({
  name: 'end in some way',
  handle: async ({ how }, job) => ENDS[how](job),
  close: () => Promise.resolve(),
});
