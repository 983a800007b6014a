import type { Board } from './board.ts';
import { business } from './boards/business.ts';
import { capacity } from './boards/capacity.ts';
import { events } from './boards/events.ts';
import { postgres } from './boards/postgres.ts';
import { services } from './boards/services.ts';
import { sync } from './boards/sync.ts';

/** Every dashboard, each a file of deploy/grafana. */
export const BOARDS: readonly Board[] = [sync, services, business, events, postgres, capacity];
