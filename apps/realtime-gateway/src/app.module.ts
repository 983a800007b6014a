import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AuthModule } from '@tandem/auth-client';
import { CacheModule } from '@tandem/cache';
import { READ_MODELS, TOPICS } from '@tandem/contracts';
import { JobsModule } from '@tandem/jobs';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { RealtimeConfig } from './config.js';
import { EventLogModule } from './event-log/event-log.module.js';
import { IngestModule } from './ingest/ingest.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { SocketsModule } from './sockets/sockets.module.js';

/** Realtime gateway: what happened in the shop, told to whoever has a page open. */
@Module({})
export class AppModule {
  static forRoot(config: RealtimeConfig): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: 'realtime',
          applicationName: 'realtime-gateway',
          plansOnce: true,
        }),
        CacheModule.forRoot({
          ...READ_MODELS,
          redisUrl: config.redisUrl,
          service: 'realtime-gateway',
        }),
        AuthModule.forRoot('realtime-gateway', config),
        MessagingModule.forRoot({
          schema: 'realtime',
          service: 'realtime-gateway',
          consumes: Object.values(TOPICS),
        }),
        JobsModule.forRoot({ schema: 'realtime', service: 'realtime-gateway' }),
        EventLogModule,
        IngestModule,
        SocketsModule,
        OperationsModule,
      ],
      providers: [{ provide: RealtimeConfig, useValue: config }],
      exports: [RealtimeConfig],
    };
  }
}
