import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AuthModule } from '@tandem/auth-client';
import { CacheModule } from '@tandem/cache';
import { ServiceConfig } from '@tandem/config';
import { READ_MODELS, TOPICS } from '@tandem/contracts';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { RealtimeConfig } from './config.js';
import { EventLogModule } from './event-log/event-log.module.js';
import { IngestModule } from './ingest/ingest.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { SocketsModule } from './sockets/sockets.module.js';

const SERVICE = 'realtime-gateway';
const SCHEMA = 'realtime';

@Module({})
class Settings {
  static of(config: RealtimeConfig): DynamicModule {
    return {
      module: Settings,
      global: true,
      providers: [
        { provide: RealtimeConfig, useValue: config },
        { provide: ServiceConfig, useExisting: RealtimeConfig },
      ],
      exports: [RealtimeConfig, ServiceConfig],
    };
  }
}

@Module({})
export class AppModule {
  static forRoot(config: RealtimeConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        Settings.of(config),
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: SCHEMA,
          applicationName: SERVICE,
          plansOnce: true,
        }),
        CacheModule.forRoot({ ...READ_MODELS, redisUrl: config.redisUrl, service: SERVICE }),
        AuthModule.forRoot(SERVICE, config),
        MessagingModule.forRoot({
          schema: SCHEMA,
          service: SERVICE,
          consumes: Object.values(TOPICS),
        }),
        EventLogModule,
        IngestModule,
        SocketsModule,
        OperationsModule,
      ],
    };
  }
}
