import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@tandem/auth-client';
import { JobsModule } from '@tandem/jobs';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { SyncConfig } from './config.js';
import { G2aPayModule } from './g2a-pay/g2a-pay.module.js';
import { SecurityLogModule } from './security-log/security-log.module.js';

/** Sync gateway: every conversation with a system outside of the shop. */
@Module({})
export class AppModule {
  static forRoot(config: SyncConfig): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        AuthModule.forRoot('sync-gateway', config),
        PersistenceModule.forRoot({
          url: config.databaseUrl,
          schema: 'sync',
          applicationName: `sync-gateway-${config.instanceId}`,
          poolSize: config.databasePool,
        }),
        MessagingModule.forRoot({ schema: 'sync', service: 'sync-gateway', consumes: [] }),
        JobsModule.forRoot({ schema: 'sync', service: 'sync-gateway' }),
        SecurityLogModule,
        G2aPayModule,
      ],
      providers: [{ provide: SyncConfig, useValue: config }],
      exports: [SyncConfig],
    };
  }
}
