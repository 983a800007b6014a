import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { verifyArchive, type ArchivedSeal, type ArchiveManifest } from '@tandem/consistency';
import { faultPoint } from '@tandem/fault-points';
import { defineScheduledJob, HandlesJob, longestPauseMs, type RunningJob } from '@tandem/jobs';
import { counter, gauges, logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { OperationsConfig } from '../config.js';
import { writeArchive } from './write-archive.js';

const ArchiveOldChanges = defineScheduledJob({
  name: 'archive-audit-log',
  title: 'Move old changes of the audit log into files',
});

/** Of one file: up to so many thousand changes. */
const SEALS_OF_A_FILE = 100;

const log = logger('audit-archive');
const archived = counter('audit_archived', {
  description: 'Changes that were moved from the audit log into files.',
  unit: '{change}',
});
const overdue = gauges({
  audit_archive_overdue: {
    description:
      'How long the oldest change of the audit log should have been in a file; 0 where none are written.',
    unit: 's',
  },
});

/**
 * Moves old changes into files: written, read back, recorded, removed, in this order. Whenever it ends half-way, the next run goes
 * on: a file that nobody has recorded is written again, rows that are recorded are removed.
 */
@Injectable()
export class ArchiveChanges implements OnApplicationBootstrap, OnApplicationShutdown {
  private reading: { stop(): void } | undefined;

  constructor(
    private readonly database: Database,
    readonly config: OperationsConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.reading = overdue.observe(async () => ({
      audit_archive_overdue: { value: await this.secondsOverdue() },
    }));
  }

  onApplicationShutdown(): void {
    this.reading?.stop();
  }

  @HandlesJob(ArchiveOldChanges, ({ config }: ArchiveChanges) => ({
    cron: config.auditArchiveCron,
  }))
  async archive(_nothing: object, { signal }: Pick<RunningJob, 'signal'>): Promise<void> {
    const folder = this.config.auditArchiveDir;
    if (!folder) return;
    await this.removeRecorded(signal);
    for (let old = await this.oldSeals(); old && !signal.aborted; old = await this.oldSeals()) {
      const { file, manifest } = await writeArchive(this.database, folder, old);
      faultPoint('audit-archive.written');
      await this.record(await this.readBack(folder, manifest));
      faultPoint('audit-archive.recorded');
      await this.removeRecorded(signal);
      log.info({ file, seals: old.seals.length }, 'old changes were moved into a file');
    }
  }

  /** Beyond its days and the longest pause of the job: until then the next run takes it along. */
  private async secondsOverdue(): Promise<number> {
    const { auditArchiveDir, auditArchiveCron, auditKeptDays } = this.config;
    if (!auditArchiveDir || !auditArchiveCron) return 0;
    const [row] = await this.database.query<{ late: number }>(
      `select greatest(0, coalesce((
         select extract(epoch from clock_timestamp() - s.newest_at - make_interval(days => $1))::float8 - $2 from audit_seals s
          where s.number > coalesce((select max(last_seal) from audit_archives), 0) order by s.number limit 1), 0)) as late`,
      [auditKeptDays, longestPauseMs(auditArchiveCron) / 1_000],
    );
    return row!.late;
  }

  /** What was tampered with stays where it is, for whoever looks into it. */
  private async readBack(folder: string, name: string): Promise<ArchiveManifest> {
    const { manifest, wrong } = await verifyArchive(folder, name);
    if (wrong.length > 0)
      throw new Error(
        `the audit log is not what was sealed, and stays: ${wrong.slice(0, 5).join(' ')}`,
      );
    return manifest;
  }

  private async record({ file, bytes, sha256, seals, rows }: ArchiveManifest): Promise<void> {
    await this.database.query<{ number: string }>(
      `select operations.record_archive($1::bigint, $2, $3::bigint, decode($4, 'hex')) as number`,
      [seals.at(-1)!.number, file, bytes, sha256],
    );
    archived.add(rows);
  }

  private async removeRecorded(signal: AbortSignal): Promise<void> {
    for (let removed = 1; removed > 0 && !signal.aborted;) {
      const [row] = await this.database.query<{ removed: number }>(
        `select operations.remove_archived() as removed`,
      );
      removed = row!.removed;
      if (removed > 0) faultPoint('audit-archive.removing');
    }
  }

  /** The oldest seals that are in no file yet, while all their rows are old enough. */
  private async oldSeals(): Promise<{ seals: ArchivedSeal[]; before: string | null } | undefined> {
    const next = await this.database.query<ArchivedSeal & { old: boolean; before: string | null }>(
      `select s.number, s.after_id, s.to_id, s.rows, encode(s.content, 'hex') as content, encode(s.digest, 'hex') as digest,
              s.newest_at < clock_timestamp() - make_interval(days => $1) as old, encode(p.digest, 'hex') as before
         from audit_seals s left join audit_seals p on p.number = s.number - 1
        where s.number > coalesce((select max(last_seal) from audit_archives), 0)
        order by s.number limit ${SEALS_OF_A_FILE}`,
      [this.config.auditKeptDays],
    );
    const end = next.findIndex(({ old }) => !old);
    const seals = end < 0 ? next : next.slice(0, end);
    if (seals.length === 0) return undefined;
    return {
      before: seals[0]!.before,
      seals: seals.map(({ number, after_id, to_id, rows, content, digest }) => ({
        ...{ number, after_id, to_id, rows, content, digest },
      })),
    };
  }
}
