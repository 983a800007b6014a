/** One change as this service keeps it: the unit of fan-out, resume and the staff's event list. */
export interface LogEntry {
  /** Position in the log. Order of positions is order of commits; there are gaps. */
  seq: number;
  eventId: string;
  topic: string;
  type: string;
  /** The aggregate the event is about, as on Kafka. */
  subject: string;
  partId: number | null;
  /** The one shopper whose business it is; nobody else is told, staff apart. Never together with a part. */
  userId: string | null;
  version: number | null;
  /** Lists that may now show something else, by room name. */
  lists: string[];
  /** What shoppers are told: its type and data. Null when the event is none of their business. */
  publicType: string | null;
  publicData: Record<string, unknown> | null;
  staffData: Record<string, unknown>;
  /** True when a newer version of the part was already logged: kept for the record, never pushed. */
  superseded: boolean;
  /** Commit time at the service the change comes from, RFC 3339 with milliseconds. */
  occurredAt: string;
  correlationId: string | null;
  traceparent: string | null;
}

/** An entry before the log has given it a position. */
export type NewLogEntry = Omit<LogEntry, 'seq'>;
