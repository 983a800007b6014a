import { EventLog1764000000000 } from './1-event-log.js';

export const migrations = [EventLog1764000000000];
