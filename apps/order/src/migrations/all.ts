import { Messaging1764100000001 } from './0001-messaging.js';
import { Orders1764100000002 } from './0002-orders.js';
import { Carts1764100000003 } from './0003-carts.js';

/** Every migration of the orders schema, oldest first. */
export const migrations = [Messaging1764100000001, Orders1764100000002, Carts1764100000003];
