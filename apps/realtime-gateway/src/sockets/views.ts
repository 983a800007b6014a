import { TOPICS } from '@tandem/contracts';
import type { Envelope, OwnEnvelope, SyncProgress } from '@tandem/contracts';
import type { LogEntry } from '../event-log/log-entry.js';

/** An entry in the staff's live monitor: everything there is to know about a change. */
export interface MonitorEvent {
  id: string;
  type: string;
  topic: string;
  subject: string;
  part_id: number | null;
  version: number | null;
  data: Record<string, unknown>;
  timestamp: string;
  correlation_id: string | null;
  superseded: boolean;
}

/** What shoppers who follow the part get, or null when nothing. */
export function shopperEnvelope(entry: LogEntry): Envelope | null {
  if (entry.superseded || entry.publicType === null || entry.publicData === null) return null;
  return envelope(entry, entry.publicType, entry.publicData);
}

/** What the person gets whose business the entry is, or null when it is nobody's. */
export function ownEnvelope(entry: LogEntry): OwnEnvelope | null {
  const { userId, publicType: type, publicData: data, version } = entry;
  if (entry.superseded || userId === null || type === null || data === null || version === null) {
    return null;
  }
  return {
    id: entry.eventId,
    type,
    ...(entry.topic === TOPICS.order ? { order_id: entry.subject } : {}),
    version,
    data,
    timestamp: entry.occurredAt,
  };
}

/** What staff who may read orders get of a change of one: the same, and whose it is. */
export function staffOrderEnvelope(entry: LogEntry): OwnEnvelope | null {
  const envelope = entry.topic === TOPICS.order ? ownEnvelope(entry) : null;
  return envelope && { ...envelope, data: { ...envelope.data, user_id: entry.userId } };
}

/** What staff who follow the part and may read its topic get, or null when it is about no part. */
export function staffEnvelope(entry: LogEntry): Envelope | null {
  return entry.superseded ? null : envelope(entry, entry.type, entry.staffData);
}

/** What staff get of a run's begin, progress and end. */
export function syncProgress(entry: LogEntry): SyncProgress {
  return {
    id: entry.eventId,
    type: 'sync.progress',
    version: entry.version ?? 0,
    data: entry.staffData as SyncProgress['data'],
    timestamp: entry.occurredAt,
  };
}

export function monitorEvent(entry: LogEntry): MonitorEvent {
  return {
    id: entry.eventId,
    type: entry.type,
    topic: entry.topic,
    subject: entry.subject,
    part_id: entry.partId,
    version: entry.version,
    data: entry.staffData,
    timestamp: entry.occurredAt,
    correlation_id: entry.correlationId,
    superseded: entry.superseded,
  };
}

function envelope(entry: LogEntry, type: string, data: Record<string, unknown>): Envelope | null {
  if (entry.partId === null || entry.version === null) return null;
  return {
    id: entry.eventId,
    type,
    part_id: entry.partId,
    version: entry.version,
    data,
    timestamp: entry.occurredAt,
  };
}
