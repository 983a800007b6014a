import { Setting } from '@tandem/config';
import { IsCron } from '@tandem/jobs';
import { IsInt, Max, Min } from 'class-validator';
import { WarehouseSettings } from './warehouse-settings.js';

/** How runs of synchronisation go, and how long is kept what outside systems said. */
export class SyncSettings extends WarehouseSettings {
  @Setting({
    env: 'SYNC_RUN_PATIENCE_MS',
    doc: 'How long a run tries again what fails without interruption, until the run is given up.',
    default: 900_000,
  })
  @IsInt()
  @Min(0)
  @Max(86_400_000)
  syncRunPatienceMs!: number;

  @Setting({
    env: 'G2A_PRODUCTS_CRON',
    doc: 'When products of G2A are synchronised, as a cron expression in UTC, e.g. 0 4,16 * * *; empty: never by itself.',
    default: '',
  })
  @IsCron()
  g2aProductsCron!: string;

  @Setting({
    env: 'G2A_STOCK_CRON',
    doc: 'When the stock at G2A is checked, as a cron expression in UTC, e.g. 0,15,30,45 * * * *; empty: never by itself. Twice the longest pause without a check, and shoppers are warned.',
    default: '',
  })
  @IsCron()
  g2aStockCron!: string;

  @Setting({
    env: 'G2A_SYNC_OVERLAP_MS',
    doc: 'How far back products of G2A are read again with each synchronisation: more than its clock differs from the shop’s.',
    default: 10_000,
  })
  @IsInt()
  @Min(2_000)
  @Max(3_600_000)
  g2aSyncOverlapMs!: number;

  @Setting({
    env: 'G2A_MOST_ROWS',
    doc: 'How many products of one filter G2A gives away: what holds as many is read in smaller pieces.',
    default: 10_000,
  })
  @IsInt()
  @Min(20)
  @Max(1_000_000)
  g2aMostRows!: number;

  @Setting({
    env: 'SYNC_RUN_DAYS',
    doc: 'Days that a run of synchronisation and its errors stay on record after its end.',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(3_650)
  syncRunDays!: number;

  @Setting({
    env: 'SYNC_SECURITY_LOG_DAYS',
    doc: 'Days that a refused notification, or one that contradicts a payment, stays in the security log.',
    default: 365,
  })
  @IsInt()
  @Min(30)
  @Max(3_650)
  securityLogDays!: number;

  @Setting({
    env: 'WEBHOOK_INBOX_DAYS',
    doc: 'Days a notification of an outside system is kept after it was dealt with; one that waits is kept without end.',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(3_650)
  webhookInboxDays!: number;
}
