import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { counter, logger } from '@tandem/observability';
import { Database, type Queryable } from '@tandem/persistence';
import { requester } from '../requester.js';
import { Refusals } from './refusals.js';
import type { Refusal } from './refusals.js';

type SecurityEventType =
  | 'registered'
  | 'login_succeeded'
  | 'login_failed'
  | 'login_limited'
  | 'refresh_reused'
  | 'session_ended'
  | 'roles_changed'
  | 'email_confirmed'
  | 'confirmation_requested';

export interface SecurityEvent {
  type: SecurityEventType;
  userId: string | null;
  sessionId?: string;
  /** Never a password, a token or an address typed by somebody. */
  detail?: Record<string, string | number | string[]>;
}

const log = logger('security');
const events = counter('auth_security_events', {
  unit: '{event}',
  description: 'Entries of the security log',
});

/** The record of who signed in, who failed to, and what was done about it. */
@Injectable()
export class SecurityLog implements OnModuleDestroy {
  private readonly refusals = new Refusals(
    (refusal, occurrences) => this.count(refusal, occurrences),
    (error) => log.warn({ err: error }, 'refusals could not be counted'),
  );

  constructor(private readonly database: Database) {}

  async onModuleDestroy(): Promise<void> {
    await this.refusals.flush();
  }

  /** Notes what anybody can cause at will: one row a minute for each kind, account and address, with a count. */
  async refused(type: 'login_failed' | 'login_limited', userId: string | null): Promise<void> {
    const from = requester();
    events.add(1, { type });
    log.info({ event: type, user_id: userId, ip: from.ip }, 'security event');
    await this.refusals.add({ type, userId, ...from });
  }

  /** Writes within the transaction of what is recorded, or on its own when nothing else changes. */
  async record(event: SecurityEvent, tx: Queryable = this.database): Promise<void> {
    const { ip, userAgent, correlationId } = requester();
    events.add(1, { type: event.type });
    log.info({ event: event.type, user_id: event.userId, ip, ...event.detail }, 'security event');
    await tx.execute(
      `insert into security_events (type, user_id, session_id, ip_address, user_agent, correlation_id, detail)
       values ($1, $2, $3, $4, $5, $6, $7::jsonb)`,
      [
        event.type,
        event.userId,
        event.sessionId ?? null,
        ip,
        userAgent,
        correlationId,
        JSON.stringify(event.detail ?? {}),
      ],
    );
  }

  private async count(refusal: Refusal, occurrences: number): Promise<void> {
    const { type, userId, ip, userAgent, correlationId } = refusal;
    await this.database.execute(
      `insert into security_events (type, user_id, ip_address, user_agent, correlation_id, occurrences, minute)
       values ($1, $2, $3, $4, $5, $6, date_trunc('minute', now()))
       on conflict (type, minute, coalesce(ip_address, ''), coalesce(user_id::text, '')) where minute is not null
       do update set occurrences = security_events.occurrences + excluded.occurrences`,
      [type, userId, ip, userAgent, correlationId, occurrences],
    );
  }
}
