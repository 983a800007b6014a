import { Module } from '@nestjs/common';
import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationBootstrap,
  OnModuleInit,
} from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Equipment } from '@tandem/http';
import { Database } from '@tandem/persistence';
import type { JobKind } from './define-job.js';
import { HANDLES_JOB } from './handles-job.js';
import { InternalJobsController } from './internal-jobs.controller.js';
import { JobList } from './job-list.js';
import type { Handler } from './job-runner.js';
import { JobSystem } from './job-system.js';
import { Jobs } from './jobs.js';

/** Gives a service its `Jobs`, and runs those that its `@HandlesJob` methods handle. */
@Module({})
export class JobsModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private handlers: Handler[] = [];

  constructor(
    private readonly system: JobSystem,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @param options.schema the service's own; its migrations have run `createJobs(schema)`. */
  static forRoot(options: { schema: string; service: string }): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [InternalJobsController],
      providers: [
        {
          provide: JobSystem,
          inject: [Database],
          useFactory: (database: Database) => new JobSystem({ ...options, database }),
        },
        { provide: Jobs, inject: [JobSystem], useFactory: ({ jobs }: JobSystem) => jobs },
        { provide: JobList, inject: [JobSystem], useFactory: ({ list }: JobSystem) => list },
      ],
      exports: [Jobs, JobList],
    };
  }

  static forService(): Equipment {
    return { module: ({ name, schema }) => JobsModule.forRoot({ schema, service: name }) };
  }

  async onModuleInit(): Promise<void> {
    this.handlers = this.discovery.getProviders().flatMap(({ instance }) => this.of(instance));
    await this.system.open(this.handlers);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.system.start(this.handlers);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.system.stop();
  }

  private of(provider: unknown): Handler[] {
    if (typeof provider !== 'object' || provider === null) return [];
    const prototype = Object.getPrototypeOf(provider) as object | null;
    if (!prototype) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = (prototype as Record<string, unknown>)[name];
      const kindOf = Reflect.getMetadata(HANDLES_JOB, method as object) as
        ((provider: object) => JobKind<object>) | undefined;
      if (!kindOf) return [];
      return [{ kind: kindOf(provider), handle: (method as Handler['handle']).bind(provider) }];
    });
  }
}
