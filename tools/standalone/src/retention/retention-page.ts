import { ARGUED } from './kept-tables.ts';

/** What a job clears, of one table. */
export interface Cleared {
  table: string;
  job: string;
  everyMs: number;
  seconds: number;
  setting: string | undefined;
  most: number | undefined;
  /** However old they are. */
  atLeast: { count: number; of: string; setting: string } | undefined;
  /** What goes with it. */
  children: readonly string[];
}

/** What is not in PostgreSQL. */
const ELSEWHERE = `| thing | what bounds it |
|---|---|
| cache in Redis | every key has a time to live, of a day at most; \`maxmemory\` with \`allkeys-lru\` |
| stream of the socket.io adapter in Redis | \`maxLen\` of the adapter |
| topics of Kafka, those of dead letters too | \`retention.ms\` of each topic, seven days (\`TOPIC_SHAPE\`); \`INBOX_DAYS\` is 8 at least |
| logs of \`npm start\` | a file is replaced at 50 MiB and at each start; one former file is kept |
| backups and their log of changes | \`npm run backup -- --keep\`: the oldest go, and the log before the oldest backup with them |
| Prometheus of \`npm start -- --observe\` | \`--storage.tsdb.retention.time\` |
| mails of the mail catcher | in memory, the newest 1,000 |
| files of the audit archive | kept: they are the evidence, and whoever runs the shop moves them to cheaper disks |
| pictures in a bucket | the job \`remove-orphaned-images\`, hourly |`;

/** docs/retention.md. */
export function retentionPage(cleared: readonly Cleared[]): string {
  return `# What is kept, and for how long

Nothing grows without a bound. \`tools/standalone/src/retention/retention.int-spec.ts\` holds this page against a running shop, and goes
red when a table is in none of the lists ([0160](decisions/0160-retention.md)). \`retention_rows{store}\` tells how many rows each table has.

## Tables that a job clears

The job is on the page **Background work** of the panel. \`retention_removed_total{store}\` counts what went;
\`retention_overdue_seconds{store}\` tells how long the oldest row has outlived its time, and sets the alert
\`RetentionIsOverdue\` off ([what to do](runbooks/retention-is-overdue.md)).

| table | kept for | setting | job | with it go |
|---|---|---|---|---|
${cleared.map(rowOf).join('\n')}

## Tables that are bounded otherwise, or kept on purpose

| what bounds them | tables |
|---|---|
${ARGUED.map(([reason, tables]) => `| ${reason} | ${tables.map(code).join(', ')} |`).join('\n')}

Of the libraries, in every schema: \`schema_migrations\` has one row a migration; of the jobs, pg-boss deletes what is done after an hour.

## What is not in PostgreSQL

${ELSEWHERE}
`;
}

const code = (text: string): string => `\`${text}\``;

function rowOf({
  table,
  job,
  everyMs,
  seconds,
  setting,
  most,
  atLeast,
  children,
}: Cleared): string {
  const kept =
    words(seconds) +
    (most === undefined ? '' : `; the newest ${most} at most`) +
    (atLeast === undefined ? '' : `, and the newest ${atLeast.count} of each ${atLeast.of}`);
  const settings = [setting, atLeast?.setting].filter((one) => one !== undefined);
  return `| ${[
    code(table),
    kept,
    settings.length === 0 ? 'fixed' : settings.map(code).join(', '),
    `${code(job)}, every ${words(everyMs / 1_000)}`,
    children.map(code).join(', '),
  ].join(' | ')} |`;
}

function words(seconds: number): string {
  for (const [unit, size] of [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const) {
    const count = seconds / size;
    if (Number.isInteger(count) && count >= 1)
      return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
  }
  return `${seconds} seconds`;
}
