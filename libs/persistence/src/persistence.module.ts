import { Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { SERVICE_NAMES } from '@tandem/config';
import { Admission, HealthRegistry } from '@tandem/http';
import type { Equipment } from '@tandem/http';
import type { DataSource } from 'typeorm';
import { openDatabase } from './data-source.js';
import type { PersistenceOptions } from './data-source.js';
import { Database } from './database.js';
import { sharePool } from './pool-shares.js';
import { tellSlowStatements } from './slow-statements.js';

/** Gives a service its `Database` and says in `/health/ready` whether the database answers. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  private readonly pool: { stop(): void };
  private readonly slow: { stop(): Promise<void> };

  constructor(
    private readonly database: Database,
    ref: ModuleRef,
  ) {
    const { dataSource } = database;
    const { schema } = dataSource.options as { schema?: string };
    const admission = ref.get(Admission, { strict: false });
    this.pool = sharePool(dataSource, String(schema), admission);
    this.slow = tellSlowStatements(database, serviceOf(dataSource.options) ?? String(schema));
    const health = ref.get(HealthRegistry, { strict: false });
    health.add('postgres', async () => void (await database.query('select 1')), { required: true });
  }

  static forRoot(options: PersistenceOptions): DynamicModule {
    return {
      module: PersistenceModule,
      global: true,
      providers: [{ provide: Database, useFactory: () => openDatabase(options) }],
      exports: [Database],
    };
  }

  static forService(options: Pick<PersistenceOptions, 'plansOnce' | 'poolSize'> = {}): Equipment {
    return {
      module: ({ name, schema, config }) =>
        PersistenceModule.forRoot({
          schema,
          url: config.databaseUrl,
          applicationName: `${name}-${config.instanceId}`,
          poolSize: config.databasePool,
          ...options,
        }),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.pool.stop();
    await this.slow.stop();
    await this.database.close();
  }
}

/** As `forService` named the connections: `catalog-catalog-1`, the service and the instance. */
function serviceOf(options: DataSource['options']): string | undefined {
  const { applicationName } = options as { applicationName?: string };
  return SERVICE_NAMES.find((name) => applicationName?.startsWith(`${name}-`));
}
