import { Messaging1765200000001 } from './0001-messaging.js';
import { Reads1765200000002 } from './0002-reads.js';

/** Every migration of the watcher's schema, oldest first. */
export const migrations = [Messaging1765200000001, Reads1765200000002];
