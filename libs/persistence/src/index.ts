export { BatchedCommand, inOrder, settled } from './batched-command.js';
export type { Batch, Member, Settled } from './batched-command.js';
export { Database, Tx } from './database.js';
export type { Queryable } from './database.js';
export { together } from './pipeline.js';
export type { Rows, Statement } from './pipeline.js';
export { afterCommit, transaction, withCommit } from './transaction.js';
export { auditTable } from './audit.js';
export { Envelopes } from './envelope.js';
export type { Envelope } from './envelope.js';
export { rotateEnvelopes, runRotation } from './rotate-envelopes.js';
export { answeredWithin } from './deadline.js';
export { openDatabase, serviceDatabaseUrl, withDatabase } from './data-source.js';
export {
  isCheckViolation,
  isForeignKeyViolation,
  isLockNotAvailable,
  isStillReferenced,
  isStatementTimeout,
  isUniqueViolation,
} from './errors.js';
export { isConnectionError } from '@tandem/observability';
export { PgListener } from './listener.js';
export { migrate } from './migrate.js';
export type { MigrationSource } from './migrate.js';
export { PersistenceModule } from './persistence.module.js';
export { SCHEMA_ORDER, grantRead } from './platform.js';
export { SourceHealth } from './source-health.js';
export type { StaleSources } from './source-health.js';
