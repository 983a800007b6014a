import { configOf, OtherServiceUrls, ServiceKey, Setting } from '@tandem/config';
import { IsCron } from '@tandem/jobs';
import { IsInt, Max, Min } from 'class-validator';

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
}
