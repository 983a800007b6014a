import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { counter, logger } from '@tandem/observability';
import { Database, type Queryable } from '@tandem/persistence';
import { requester } from '../requester.js';
import { Refusals } from './refusals.js';
import type { Refusal } from './refusals.js';

/** What the service's log says of each. */
const MESSAGES = {
  registered: 'a user registered',
  login_succeeded: 'a user signed in',
  login_failed: 'a sign-in failed',
  login_limited: 'a sign-in was refused after too many attempts',
  refresh_reused: 'a refresh token was reused, and its session was ended',
  session_ended: 'a user ended a session',
  roles_changed: 'the roles of a user were changed',
  permissions_changed: 'the permissions of a role were changed',
  sessions_ended: 'staff ended all sessions of a user',
  account_deactivated: 'an account was deactivated',
  account_reactivated: 'an account was reactivated',
  account_deleted: 'an account was deleted',
  email_confirmed: 'a user confirmed an e-mail address',
  confirmation_requested: 'a user requested another confirmation e-mail',
};
type SecurityEventType = keyof typeof MESSAGES;

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

/** Records sign-ins, failed sign-ins, and what happens to sessions, roles and addresses. */
@Injectable()
export class SecurityLog implements OnModuleDestroy {
  private readonly refusals = new Refusals(
    (refusal, occurrences) => this.count(refusal, occurrences),
    (error) => log.warn({ err: error }, 'refused sign-ins could not be counted'),
  );

  constructor(private readonly database: Database) {
    // Alerts watch them grow: a counter that begins with 1 has not grown.
    for (const type of Object.keys(MESSAGES)) events.add(0, { type });
  }

  async onModuleDestroy(): Promise<void> {
    await this.refusals.flush();
  }

  /** Notes what anybody can cause at will: one row a minute for each kind, account and address, with a count. */
  async refused(type: 'login_failed' | 'login_limited', userId: string | null): Promise<void> {
    const from = requester();
    events.add(1, { type });
    log.info({ event: type, user_id: userId, ip: from.ip }, MESSAGES[type]);
    await this.refusals.add({ type, userId, ...from });
  }

  /** Writes within the transaction of what is recorded, or on its own when nothing else changes. */
  async record(event: SecurityEvent, tx: Queryable = this.database): Promise<void> {
    const { ip, userAgent, correlationId } = requester();
    const { type, userId, detail } = event;
    events.add(1, { type });
    log.info({ event: type, user_id: userId, ip, ...detail }, MESSAGES[type]);
    await tx.execute(
      `insert into security_events (type, user_id, session_id, ip_address, user_agent, correlation_id, detail)
       values ($1, $2, $3, $4, $5, $6, $7::jsonb)`,
      [
        type,
        userId,
        event.sessionId ?? null,
        ip,
        userAgent,
        correlationId,
        JSON.stringify(detail ?? {}),
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
