import { Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { HealthRegistry } from '@tandem/http';
import { openDataSource } from './data-source.js';
import type { PersistenceOptions } from './data-source.js';

/** Gives a service its `DataSource` and says in `/health/ready` whether the database answers. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(
    private readonly ds: DataSource,
    ref: ModuleRef,
  ) {
    const health = ref.get(HealthRegistry, { strict: false });
    health.add('postgres', async () => void (await ds.query('select 1')), { required: true });
  }

  static forRoot(options: PersistenceOptions): DynamicModule {
    return {
      module: PersistenceModule,
      global: true,
      providers: [{ provide: DataSource, useFactory: () => openDataSource(options) }],
      exports: [DataSource],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.ds.isInitialized) await this.ds.destroy();
  }
}
