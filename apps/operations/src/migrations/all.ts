import { Messaging1764300000001 } from './0001-messaging.js';
import { AuditEntries1764300000002 } from './0002-audit-entries.js';
import { AuditSeals1764300000003 } from './0003-audit-seals.js';
import { AuditArchives1764300000004 } from './0004-audit-archives.js';
import { SavedFilters1764300000005 } from './0005-saved-filters.js';
import { Consistency1765100000010 } from './0010-consistency.js';
import { ReadRights1765100000011 } from './0011-read-rights.js';
import { AuditRightsMoved1765100000012 } from './0012-audit-rights-moved.js';
import { NewerRecords1765100000013 } from './0013-newer-records.js';
import { ChainLooks1767500000014 } from './0014-chain-looks.js';
import { RecordsOfOthers1767500000015 } from './0015-records-of-others.js';
import { DatabaseHealth1767500000020 } from './0020-database-health.js';
import { Alerts1767500000021 } from './0021-alerts.js';
import { DeadLetterEnds1767500000022 } from './0022-dead-letter-ends.js';
import { MetricSamples1767500000023 } from './0023-metric-samples.js';
import { SealWordsTogether1767500000030 } from './0030-seal-words-together.js';
import { Backups1767500000031 } from './0031-backups.js';
import { Traces1768000000040 } from './0040-traces.js';
import { SlowStatements1768000000041 } from './0041-slow-statements.js';
import { AuditCauses1768000000042 } from './0042-audit-causes.js';
import { Health1768500000032 } from './0032-health.js';
import { Incidents1768500000033 } from './0033-incidents.js';

/** Every migration of the operations schema, oldest first. */
export const migrations = [
  Messaging1764300000001,
  AuditEntries1764300000002,
  AuditSeals1764300000003,
  AuditArchives1764300000004,
  SavedFilters1764300000005,
  Consistency1765100000010,
  ReadRights1765100000011,
  AuditRightsMoved1765100000012,
  NewerRecords1765100000013,
  ChainLooks1767500000014,
  RecordsOfOthers1767500000015,
  DatabaseHealth1767500000020,
  Alerts1767500000021,
  DeadLetterEnds1767500000022,
  MetricSamples1767500000023,
  SealWordsTogether1767500000030,
  Backups1767500000031,
  Traces1768000000040,
  SlowStatements1768000000041,
  AuditCauses1768000000042,
  Health1768500000032,
  Incidents1768500000033,
];
