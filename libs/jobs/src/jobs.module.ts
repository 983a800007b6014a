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
import { RETAINS } from './retention/retains.js';
import { Retention, type Retaining } from './retention/retention.js';

type KindOf = (provider: object) => JobKind<object>;

/** Gives a service its `Jobs`, and runs those that its `@HandlesJob` and `@Retains` methods declare. */
@Module({})
export class JobsModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private handlers: Handler[] = [];

  constructor(
    private readonly system: JobSystem,
    private readonly retention: Retention,
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
        {
          provide: Retention,
          inject: [Database],
          useFactory: (database: Database) => new Retention(database, options.schema),
        },
      ],
      exports: [Jobs, JobList, Retention],
    };
  }

  static forService(): Equipment {
    return { module: ({ name, schema }) => JobsModule.forRoot({ schema, service: name }) };
  }

  async onModuleInit(): Promise<void> {
    const providers = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    const retaining = providers.flatMap((provider) =>
      this.methodsOf(provider, RETAINS, (kind: Retaining['kind'], kept) => ({
        kind,
        kept: kept as Retaining['kept'],
      })),
    );
    this.handlers = [
      ...providers.flatMap((provider) =>
        this.methodsOf(provider, HANDLES_JOB, (kindOf: KindOf, handle) => ({
          kind: kindOf(provider as object),
          handle: handle as Handler['handle'],
        })),
      ),
      ...this.retention.handlersOf(retaining),
    ];
    await this.system.open(this.handlers);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.system.start(this.handlers);
    this.retention.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.retention.stop();
    await this.system.stop();
  }

  private methodsOf<M, T>(
    provider: unknown,
    decorator: string,
    make: (metadata: M, method: unknown) => T,
  ): T[] {
    if (typeof provider !== 'object' || provider === null) return [];
    const prototype = Object.getPrototypeOf(provider) as object | null;
    if (!prototype) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = (prototype as Record<string, unknown>)[name] as (...args: never[]) => unknown;
      const metadata = Reflect.getMetadata(decorator, method) as M | undefined;
      return metadata === undefined ? [] : [make(metadata, method.bind(provider))];
    });
  }
}
