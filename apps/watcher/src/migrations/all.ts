import { Messaging1765200000001 } from './0001-messaging.js';
import { Reads1765200000002 } from './0002-reads.js';
import { DeadLetterEnds1765200000144 } from './0003-dead-letter-ends.js';

/** Every migration of the watcher's schema, oldest first. */
export const migrations = [Messaging1765200000001, Reads1765200000002, DeadLetterEnds1765200000144];
