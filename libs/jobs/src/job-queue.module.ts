import { Module, type BeforeApplicationShutdown, type DynamicModule } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Equipment } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { JobSystem } from './job-system.js';
import { Jobs } from './jobs.js';
import { remindProcess } from './thread/serve-jobs.js';

/** Gives the thread of a `JobThread` its `Jobs`: what it queues is run by the process. */
@Module({})
export class JobQueueModule implements OnModuleInit, BeforeApplicationShutdown {
  constructor(private readonly system: JobSystem) {}

  static forThread(): Equipment {
    return {
      module: ({ name: service, schema }): DynamicModule => ({
        module: JobQueueModule,
        global: true,
        providers: [
          {
            provide: JobSystem,
            inject: [Database],
            useFactory: (database: Database) =>
              new JobSystem({ schema, service, database, remind: remindProcess }),
          },
          { provide: Jobs, inject: [JobSystem], useFactory: ({ jobs }: JobSystem) => jobs },
        ],
        exports: [Jobs],
      }),
    };
  }

  async onModuleInit(): Promise<void> {
    await this.system.open([]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.system.stop();
  }
}
