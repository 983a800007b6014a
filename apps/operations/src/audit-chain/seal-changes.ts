import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HandlesJob, defineRecurringJob, type RunningJob } from '@tandem/jobs';
import { gauge, logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { setTimeout as wait } from 'node:timers/promises';

interface Sealing {
  /** `waits`: for transactions that have written and may still commit. */
  state: 'done' | 'waits' | 'reached' | 'sealed';
  number: string | null;
  rows: number | null;
  digest: string | null;
}

const SealAuditLog = defineRecurringJob({
  name: 'seal-audit-log',
  title: 'Seal the newest changes of the audit log',
  everyMs: 60_000,
});

/** Most business transactions end within it; what is left waits for the next run. */
const LOOKS = 20;
const BETWEEN_LOOKS_MS = 100;
/** Seals of one run: a log that was never sealed is not done in one. */
const MOST_SEALS = 1_000;

const log = logger('audit-chain');

/** Chains the rows of the audit log that are committed. The transactions that write them wait for nothing. */
@Injectable()
export class SealChanges implements OnApplicationBootstrap, OnApplicationShutdown {
  private reading: { stop(): void } | undefined;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.reading = gauge(
      'audit_unsealed_age',
      async () => [{ value: await this.oldestUnsealed() }],
      {
        description: 'How long the oldest change of the audit log has not been sealed.',
        unit: 's',
      },
    );
  }

  onApplicationShutdown(): void {
    this.reading?.stop();
  }

  /** Its log line is what the chain can be held against by whoever keeps logs at another place. */
  @HandlesJob(SealAuditLog)
  async seal(_nothing: object, { signal }: Pick<RunningJob, 'signal'>): Promise<void> {
    let [looks, seals, rows, head] = [0, 0, 0, null as Sealing | null];
    while (!signal.aborted && looks < LOOKS && seals < MOST_SEALS) {
      const sealing = await this.sealNext();
      if (sealing.state === 'done' || sealing.state === 'reached') break;
      if (sealing.state === 'waits') {
        looks += 1;
        await wait(BETWEEN_LOOKS_MS, undefined, { signal }).catch(() => undefined);
      }
      if (sealing.state !== 'sealed') continue;
      seals += 1;
      rows += sealing.rows!;
      head = sealing;
    }
    if (head)
      log.info(
        { seal: head.number, digest: head.digest, rows },
        'the audit log is sealed up to here',
      );
  }

  private async sealNext(): Promise<Sealing> {
    const [sealing] = await this.database.query<Sealing>(
      `select state, number, rows, digest from operations.seal_changes()`,
    );
    return sealing!;
  }

  private async oldestUnsealed(): Promise<number> {
    const [oldest] = await this.database.query<{ age: number }>(
      `select extract(epoch from clock_timestamp() - changed_at)::float8 as age from operations.audit_entries
        where id > coalesce((select max(to_id) from audit_seals), 0) order by id limit 1`,
    );
    return oldest ? Math.max(0, oldest.age) : 0;
  }
}
