/**
 * The library gives a job up when its claims reach its limit, which would also count those that a crash or a `TryLater` took.
 * So the limit is out of reach, and is raised with each claim that does not count: what it has grown by says how many did.
 */
export const ENDLESS = 1_000_000_000;

/** Which try a claim is; 1 is the first. */
export function attemptOf(claims: number, limit: number): number {
  return claims - (limit - ENDLESS) + 1;
}

/** Settings of every queue. What becomes of a job that fails is decided in `settle.ts`. */
export const QUEUE = {
  // A key has one job that waits and one that runs: who queues it while it runs is served by the next run.
  policy: 'stately',
  notify: true,
  // The worker of a running job says every five seconds that it lives; a look every fifteen takes over what is silent.
  heartbeatSeconds: 10,
  expireInSeconds: 3_600,
  retryLimit: ENDLESS,
  retryDelay: 1,
  // Whatever waits is kept: ten years is longer than any wait.
  retentionSeconds: 10 * 365 * 86_400,
  deleteAfterSeconds: 3_600,
} as const;

/** What the library does by itself, as seldom as it bears: at rest a service is to cost next to nothing. */
export const AT_REST = {
  migrate: false,
  createSchema: false,
  schedule: false,
  registerInstance: false,
  reindex: false,
  monitorVacuum: false,
  superviseIntervalSeconds: 15,
  monitorIntervalSeconds: 15,
  maintenanceIntervalSeconds: 600,
  queueCacheIntervalSeconds: 3_600,
  flowIntervalSeconds: 86_400,
  openTelemetry: { enabled: false },
  useListenNotify: true,
} as const;

/** How often a worker looks though nothing has woken it. */
export const POLL_SECONDS = 60;
/** How often is looked for jobs that another instance queued for later. */
export const LOOK_MS = 20_000;
