import { Inject, Injectable } from '@nestjs/common';
import {
  G2aOrderUpdated,
  OrderUnpaidRefused,
  ShortfallChanged,
  TOPICS,
  type Alert,
  type EventData,
} from '@tandem/contracts';
import { RealtimeConfig } from '../config.js';
import type { LogEntry } from '../event-log/log-entry.js';
import { rooms } from './rooms.js';
import type { TandemNamespace } from './socket-data.js';

const SOURCES = { warehouse: 'The warehouse', g2a: 'G2A' } as const;

/** The alert an event gives rise to, or null. */
export function alertOf(entry: LogEntry): Alert | null {
  const figures = entry.staffData as { available_stock?: number; min_stock_level?: number };
  const about = { id: stockAlertId(entry), part_id: entry.partId, timestamp: entry.occurredAt };
  if (entry.type === 'stock.depleted') {
    const detail = `Part ${entry.subject} is out of stock.`;
    return { ...about, code: 'stock_depleted', severity: 'critical', detail };
  }
  if (entry.type === 'stock.low') {
    const { available_stock: available, min_stock_level: least } = figures;
    const detail = `Part ${entry.subject} is low: ${available} available, minimum ${least}.`;
    return { ...about, code: 'stock_low', severity: 'warning', detail };
  }
  if (entry.type === OrderUnpaidRefused.type) return unpaidRefused(entry);
  if (entry.type === ShortfallChanged.type) return shortfall(entry);
  if (entry.type === G2aOrderUpdated.type) return keyNeedsStaff(entry);
  return null;
}

/** The same for a part, a kind and an hour: stock that flips is one alert on a page. */
function stockAlertId({ type, subject, occurredAt }: LogEntry): string {
  return `${type}:${subject}:${new Date(occurredAt).toISOString().slice(0, 13)}`;
}

/** Staff have to look at a purchase; once for a purchase, however often it is tried again. */
function keyNeedsStaff(entry: LogEntry): Alert | null {
  const { state, purchase_id, part_id, unit, reason } = entry.staffData as EventData<
    typeof G2aOrderUpdated
  >;
  if (state !== 'needs_staff') return null;
  const why = reason ? ` The reason is ${reason}.` : '';
  return {
    id: `game_key_needs_staff:${purchase_id}`,
    code: 'game_key_needs_staff',
    severity: 'critical',
    detail: `Key ${unit} of part ${part_id} could not be bought.${why}`,
    part_id,
    timestamp: entry.occurredAt,
  };
}

function shortfall(entry: LogEntry): Alert | null {
  const told = entry.staffData as EventData<typeof ShortfallChanged>;
  if (told.state !== 'open' || told.missing === 0) return null;
  const { source, announced, held, missing, part_id } = told;
  return {
    id: entry.eventId,
    code: 'stock_shortfall',
    severity: 'critical',
    detail: `Part ${part_id} is short by ${missing}. ${SOURCES[source]} announced ${announced}. Orders held ${held}.`,
    part_id,
    timestamp: entry.occurredAt,
  };
}

function unpaidRefused(entry: LogEntry): Alert {
  const { account_id, refused } = entry.staffData as EventData<typeof OrderUnpaidRefused>;
  const whose = account_id ? 'of one account' : 'of the whole shop';
  return {
    id: entry.eventId,
    code: 'unpaid_orders_refused',
    severity: 'warning',
    detail: `${refused} unpaid orders ${whose} were refused within an hour. Somebody may be trying to hold stock without paying.`,
    part_id: null,
    user_id: account_id,
    timestamp: entry.occurredAt,
  };
}

/** Who is told: everybody on the staff, and of shoppers and bought keys only who may read orders. */
export const alertRoom = ({ topic }: LogEntry): string =>
  topic === TOPICS.order || topic === TOPICS.g2a ? rooms.orders : rooms.alerts;

const BETWEEN_INSTANCES = 'alert';

/**
 * Messages of the moment to all staff: to those of this instance directly, to the other instances
 * over the Socket.IO adapter. Unlike changes they are not kept: without Redis the others miss them.
 */
@Injectable()
export class Alerts {
  private staff: TandemNamespace | null = null;

  constructor(@Inject(RealtimeConfig) private readonly config: RealtimeConfig) {}

  useStaff(namespace: TandemNamespace): void {
    this.staff = namespace;
    namespace.on(BETWEEN_INSTANCES as never, ((alert: Alert) => this.tellHere(alert)) as never);
  }

  raise(alert: Alert): void {
    // Not one broadcast for all: the adapter waits for Redis before it serves its own sockets.
    this.tellHere(alert);
    if (this.config.redisUrl !== '') this.staff?.serverSideEmit(BETWEEN_INSTANCES, alert);
  }

  /** To the staff of this instance only: the others hear of it by themselves. */
  tellHere(alert: Alert): void {
    this.staff?.local.to(rooms.alerts).emit('alert', alert);
  }
}
