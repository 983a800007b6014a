import { Injectable } from '@nestjs/common';
import { counter, currentContext, logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';

/** What the service's log says of each. */
const MESSAGES = {
  webhook_refused: 'a notification without a valid signature was refused',
  transaction_mismatch: 'G2A PAY reports a transaction that does not match the payment',
  second_transaction: 'G2A PAY reports a second transaction of a payment that is already paid',
};
type SecurityEventType = keyof typeof MESSAGES;

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

/** Records messages that do not come from G2A PAY, and reports of G2A PAY that contradict a payment. */
@Injectable()
export class SecurityLog {
  constructor(private readonly database: Database) {}

  async record({ type, detail }: SecurityEvent): Promise<void> {
    const context = currentContext();
    const ip = context?.actor?.ip ?? null;
    events.add(1, { type });
    log.warn({ event: type, ip, ...detail }, MESSAGES[type]);
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
