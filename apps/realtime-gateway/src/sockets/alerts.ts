import { Injectable } from '@nestjs/common';
import type { LogEntry } from '../event-log/log-entry.js';
import { rooms } from './rooms.js';
import type { TandemNamespace } from './socket-data.js';

/** Something staff should look at now. */
export interface Alert {
  /** The same for one cause, so that a page shows it once. */
  id: string;
  code: string;
  severity: 'warning' | 'critical';
  detail: string;
  part_id: number | null;
  timestamp: string;
}

/** The alert an event gives rise to, or null. Stock events name the part and its figures. */
export function alertOf(entry: LogEntry): Alert | null {
  const figures = entry.staffData as { available_stock?: number; min_stock_level?: number };
  const about = { id: entry.eventId, part_id: entry.partId, timestamp: entry.occurredAt };
  if (entry.type === 'stock.depleted') {
    const detail = `Part ${entry.subject} is out of stock.`;
    return { ...about, code: 'stock_depleted', severity: 'critical', detail };
  }
  if (entry.type === 'stock.low') {
    const { available_stock: available, min_stock_level: least } = figures;
    const detail = `Part ${entry.subject} is low: ${available} available, minimum ${least}.`;
    return { ...about, code: 'stock_low', severity: 'warning', detail };
  }
  return null;
}

/**
 * Messages of the moment to all staff on every instance, over the Socket.IO adapter. Unlike changes
 * they are not kept: without Redis they reach the staff of this instance only.
 */
@Injectable()
export class Alerts {
  #staff: TandemNamespace | null = null;

  useStaff(namespace: TandemNamespace): void {
    this.#staff = namespace;
  }

  raise(alert: Alert): void {
    this.#staff?.to(rooms.alerts).emit('alert', alert);
  }
}
