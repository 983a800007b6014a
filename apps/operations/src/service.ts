import { AuthModule } from '@tandem/auth-client';
import { defineService } from '@tandem/http';
import { JobsModule } from '@tandem/jobs';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { AuditModule } from './audit/audit.module.js';
import { AuditChainModule } from './audit-chain/audit-chain.module.js';
import { OperationsConfig } from './config.js';

export { migrations } from './migrations/all.js';

/** Operations: what staff ask about the shop as a whole. */
export const service = defineService({
  name: 'operations',
  title: 'Tandem operations',
  config: OperationsConfig,
  uses: [
    PersistenceModule.forService(),
    AuthModule.forService(),
    MessagingModule.forService(),
    JobsModule.forService(),
  ],
  modules: [AuditModule, AuditChainModule],
});
