import { AuthModule } from '@tandem/auth-client';
import { CacheModule } from '@tandem/cache';
import { READ_MODELS, UserDeleted } from '@tandem/contracts';
import { defineService } from '@tandem/http';
import { JobsModule } from '@tandem/jobs';
import { MessagingModule } from '@tandem/messaging';
import { PersistenceModule } from '@tandem/persistence';
import { AlertsModule } from './alerts/alerts.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuditArchiveModule } from './audit-archive/audit-archive.module.js';
import { AuditChainModule } from './audit-chain/audit-chain.module.js';
import { SavedFiltersModule } from './audit-filters/saved-filters.module.js';
import { AuditReportModule } from './audit-report/audit-report.module.js';
import { OperationsConfig } from './config.js';
import { ConsistencyModule } from './consistency/consistency.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { IncidentsModule } from './incidents/incidents.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { SlowStatementsModule } from './slow-statements/slow-statements.module.js';
import { StatusModule } from './status/status.module.js';
import { TracesModule } from './traces/traces.module.js';

export { migrations } from './migrations/all.js';

/** Operations: what staff ask about the shop as a whole. */
export const service = defineService({
  name: 'operations',
  title: 'Tandem operations',
  config: OperationsConfig,
  consumes: [UserDeleted.topic],
  uses: [
    PersistenceModule.forService(),
    CacheModule.forService(READ_MODELS),
    AuthModule.forService(),
    MessagingModule.forService(),
    JobsModule.forService(),
  ],
  modules: [
    AlertsModule,
    AuditModule,
    AuditChainModule,
    AuditArchiveModule,
    AuditReportModule,
    SavedFiltersModule,
    ConsistencyModule,
    DatabaseModule,
    MetricsModule,
    HealthModule,
    IncidentsModule,
    StatusModule,
    SlowStatementsModule,
    TracesModule,
  ],
});
