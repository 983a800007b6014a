import { Messaging1764100000001 } from './0001-messaging.js';
import { Orders1764100000002 } from './0002-orders.js';

/** Every migration of the orders schema, oldest first. */
export const migrations = [Messaging1764100000001, Orders1764100000002];
