import { ServiceConfig, Setting } from '@tandem/config';
import { IsInt, Matches, Max, Min } from 'class-validator';

/** The settings of the sync gateway. */
export class SyncConfig extends ServiceConfig {
  @Setting({ env: 'SYNC_PORT', doc: 'Port of the sync gateway; 0: any free one.', default: 3005 })
  @IsInt()
  @Min(0)
  @Max(65_535)
  port!: number;

  @Setting({
    env: 'SYNC_DATABASE_URL',
    doc: 'PostgreSQL address of the sync gateway, with its own role.',
    secret: true,
  })
  @Matches(/^postgres(ql)?:\/\//, { message: 'must be a postgres:// address' })
  databaseUrl!: string;

  @Setting({
    env: 'SYNC_DATABASE_POOL',
    doc: 'Connections to PostgreSQL an instance of the sync gateway keeps at most.',
    default: 6,
  })
  @IsInt()
  @Min(2)
  @Max(100)
  databasePool!: number;
}
