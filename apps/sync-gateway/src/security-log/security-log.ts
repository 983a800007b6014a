import { Injectable } from '@nestjs/common';
import { counter, currentContext, logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';

type SecurityEventType =
  /** A notification that is not signed, or signs something else than what it says. */
  | 'webhook_refused'
  /** The other side itself says something of a payment that does not fit ours. */
  | 'transaction_mismatch'
  /** A payment was paid twice: somebody has to give the second one back. */
  | 'second_transaction';

export interface SecurityEvent {
  type: SecurityEventType;
  /** Never a secret, a signature, or text somebody made up freely. */
  detail: Record<string, string | number>;
}

const log = logger('security');
const events = counter('sync_security_events', {
  unit: '{event}',
  description: 'Entries of the security log',
});

/** The record of what did not come from whom it said. */
@Injectable()
export class SecurityLog {
  constructor(private readonly database: Database) {}

  async record({ type, detail }: SecurityEvent): Promise<void> {
    const context = currentContext();
    const ip = context?.actor?.ip ?? null;
    events.add(1, { type });
    log.warn({ event: type, ip, ...detail }, 'security event');
    await this.database.execute(
      `insert into security_events (type, ip_address, user_agent, correlation_id, detail)
       values ($1, $2, $3, $4, $5::jsonb)`,
      [
        type,
        ip,
        context?.actor?.userAgent?.slice(0, 400) ?? null,
        context?.correlationId ?? null,
        JSON.stringify(detail),
      ],
    );
  }
}
