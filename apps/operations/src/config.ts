import { configOf, OtherServiceUrls, ServiceKey, Setting } from '@tandem/config';
import { IsCron } from '@tandem/jobs';
import { IsInt, IsString, Matches, Max, Min } from 'class-validator';

/** The settings of operations. */
@OtherServiceUrls('operations')
export class OperationsConfig extends configOf('operations', { pool: 4 }) {
  @ServiceKey('operations')
  serviceKey!: string;

  @Setting({
    env: 'CONSISTENCY_CRON',
    doc: 'When the records of the shop are held against each other, as a cron expression in UTC; empty: never by itself.',
    default: '',
  })
  @IsCron()
  consistencyCron!: string;

  @Setting({
    env: 'CONSISTENCY_GRACE_MS',
    doc: 'Milliseconds after which a difference is looked at again before it is told: what is under way has arrived by then.',
    default: 5_000,
  })
  @IsInt()
  @Min(0)
  @Max(60_000)
  consistencyGraceMs!: number;

  @Setting({
    env: 'CONSISTENCY_KEPT_DAYS',
    doc: 'Days that a check of consistency, and a difference that was settled, stay on record.',
    default: 90,
  })
  @IsInt()
  @Min(1)
  @Max(3_650)
  consistencyKeptDays!: number;

  @Setting({
    env: 'WATCHER_DOOR_URL',
    doc: 'Where the shop’s pages are read as shoppers see them: its public front door; empty: they are not.',
    default: '',
  })
  @Matches(/^(https?:\/\/[^/\s]+)?$/, {
    message: 'must be an origin, such as https://shop.example',
  })
  doorUrl!: string;

  @Setting({
    env: 'AUDIT_ARCHIVE_DIR',
    doc: 'Folder, the same for all instances, that old changes of the audit log are moved into as compressed files; empty: the log keeps all of them.',
    default: '',
  })
  @IsString()
  auditArchiveDir!: string;

  @Setting({
    env: 'AUDIT_KEPT_DAYS',
    doc: 'Days that a change stays in the audit log before it is moved into a file; 30 at least.',
    default: 365,
  })
  @IsInt()
  @Min(30)
  @Max(36_500)
  auditKeptDays!: number;

  @Setting({
    env: 'AUDIT_ARCHIVE_CRON',
    doc: 'When old changes of the audit log are moved into files, as a cron expression in UTC; empty: never.',
    default: '',
  })
  @IsCron()
  auditArchiveCron!: string;

  @Setting({
    env: 'ALERTS_WEBHOOK_SECRET',
    doc: 'What Alertmanager says at POST /internal/alerts (`Authorization: Bearer …`); empty: alerts are not taken.',
    default: '',
    secret: true,
  })
  @IsString()
  alertsWebhookSecret!: string;

  @Setting({
    env: 'METRICS_KEPT_HOURS',
    doc: 'Hours that the numbers of the panel’s charts are kept; 0: none are taken.',
    default: 24,
  })
  @IsInt()
  @Min(0)
  @Max(168)
  metricsKeptHours!: number;

  @Setting({
    env: 'ALERTS_KEPT_DAYS',
    doc: 'Days that an alert stays on record after its end; of them the newest 10,000 at most.',
    default: 90,
  })
  @IsInt()
  @Min(1)
  @Max(3_650)
  alertsKeptDays!: number;

  @Setting({
    env: 'TRACES_SECRET',
    doc: 'What services say at POST /internal/traces, where they send their spans (`Authorization: Bearer …`); empty: none are taken.',
    default: '',
    secret: true,
  })
  @IsString()
  tracesSecret!: string;

  @Setting({
    env: 'TRACES_SLOW_MS',
    doc: 'Milliseconds from which a trace is kept for being slow, from its first span to the end of its last.',
    default: 1_000,
  })
  @IsInt()
  @Min(1)
  tracesSlowMs!: number;

  @Setting({
    env: 'TRACES_KEPT_PERCENT',
    doc: 'Of the recorded traces that were neither slow nor failed, so many in a hundred are kept as well.',
    default: 5,
  })
  @IsInt()
  @Min(0)
  @Max(100)
  tracesKeptPercent!: number;

  @Setting({
    env: 'TRACES_KEPT_HOURS',
    doc: 'Hours that a trace is kept; of them the newest 5,000 and 256 MB at most.',
    default: 72,
  })
  @IsInt()
  @Min(1)
  @Max(720)
  tracesKeptHours!: number;

  @Setting({
    env: 'SLOW_STATEMENTS_KEPT_DAYS',
    doc: 'Days that a slow statement stays on the list after it was last slow; of them 500 at most.',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(365)
  slowStatementsKeptDays!: number;

  @Setting({
    env: 'HEALTH_KEPT_DAYS',
    doc: 'Days that a change of a service’s health stays on record; of them the newest 10,000 at most.',
    default: 90,
  })
  @IsInt()
  @Min(1)
  @Max(3_650)
  healthKeptDays!: number;

  @Setting({
    env: 'INCIDENTS_KEPT_DAYS',
    doc: 'Days that an incident stays on record after it was closed; 90 at least, which the status page shows.',
    default: 730,
  })
  @IsInt()
  @Min(90)
  @Max(36_500)
  incidentsKeptDays!: number;
}
