import { Messaging1764100000001 } from './0001-messaging.js';

/** Every migration of the sync schema, oldest first. */
export const migrations = [Messaging1764100000001];
