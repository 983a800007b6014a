import { Messaging1764300000001 } from './0001-messaging.js';
import { AuditEntries1764300000002 } from './0002-audit-entries.js';

/** Every migration of the operations schema, oldest first. */
export const migrations = [Messaging1764300000001, AuditEntries1764300000002];
