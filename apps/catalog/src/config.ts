import { ServiceConfig, Setting } from '@tandem/config';
import { IsInt, Matches, Max, Min, MinLength } from 'class-validator';

export class CatalogConfig extends ServiceConfig {
  @Setting({ env: 'CATALOG_PORT', doc: 'Port of the catalog service.', default: 3002 })
  @IsInt()
  @Min(0)
  @Max(65_535)
  port!: number;

  @Setting({
    env: 'CATALOG_DATABASE_URL',
    doc: 'PostgreSQL address of the catalog service, with its own role.',
    secret: true,
  })
  @Matches(/^postgres(ql)?:\/\//, { message: 'must be a postgres:// address' })
  databaseUrl!: string;

  @Setting({
    env: 'CATALOG_DATABASE_POOL',
    doc: 'Connections to PostgreSQL an instance of the catalog service keeps at most.',
    default: 10,
  })
  @IsInt()
  @Min(2)
  @Max(100)
  databasePool!: number;

  @Setting({
    env: 'CATALOG_CONFIRM_SECRET',
    doc: 'Signs the word of a person that they saw what a deletion takes with it; at least 32 characters, the same for every instance.',
    secret: true,
  })
  @MinLength(32)
  confirmSecret!: string;

  @Setting({
    env: 'CATALOG_WARM_PARTS',
    doc: 'How many of the newest parts are read into the cache after a start; 0: none.',
    default: 100,
  })
  @IsInt()
  @Min(0)
  @Max(10_000)
  warmParts!: number;
}
