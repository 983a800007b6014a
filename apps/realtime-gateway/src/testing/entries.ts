import { randomUUID } from 'node:crypto';
import { TOPICS } from '@tandem/contracts';
import type { LogEntry } from '../event-log/log-entry.js';

/** A log entry for specs: stock of part 1, unless said otherwise. */
export function entry(seq: number, over: Partial<LogEntry> = {}): LogEntry {
  const partId = over.partId === undefined ? 1 : over.partId;
  return {
    seq,
    eventId: randomUUID(),
    topic: TOPICS.stock,
    type: 'stock.updated',
    subject: String(partId),
    partId,
    userId: null,
    version: seq,
    lists: [],
    publicType: 'stock.updated',
    publicData: { current_stock: seq },
    staffData: { current_stock: seq, reserved_quantity: 1 },
    superseded: false,
    occurredAt: '2026-01-01T00:00:00.000Z',
    correlationId: null,
    traceparent: null,
    ...over,
  };
}
