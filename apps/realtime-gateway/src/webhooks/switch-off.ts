import { Injectable } from '@nestjs/common';
import { counter } from '@tandem/observability';
import { afterCommit, type Queryable, type Tx } from '@tandem/persistence';
import { Alerts } from '../sockets/alerts.js';

/** Why the shop switches an endpoint off by itself. */
export type OffReason = 'failing' | 'gone' | 'backlog';

const WHY: Record<OffReason, string> = {
  failing: 'It has taken nothing for too long.',
  gone: 'It answered 410, which says that it wants no more.',
  backlog: 'Too many messages were waiting for it.',
};

const switchedOff = counter('webhook_endpoints_switched_off', {
  unit: '{endpoint}',
  description: 'Endpoints of webhooks that the shop has switched off by itself, by reason.',
});

/** Switches an endpoint off that takes nothing, and tells staff of it. */
@Injectable()
export class SwitchOff {
  constructor(private readonly alerts: Alerts) {}

  /** Does nothing to one that is off already. */
  async within(tx: Tx, endpointId: string, reason: OffReason): Promise<void> {
    const [row] = await tx.query<{ url: string; at: Date }>(
      `update webhook_endpoints
          set enabled = false, off_reason = $2, off_at = clock_timestamp(), updated_at = clock_timestamp(),
              version = version + 1
        where id = $1 and enabled returning url, off_at as at`,
      [endpointId, reason],
    );
    await dropWaiting(tx, endpointId);
    if (!row) return;
    afterCommit(tx, () => {
      switchedOff.add(1, { reason });
      this.alerts.raise({
        id: `webhook_off:${endpointId}:${row.at.toISOString()}`,
        code: 'webhook_switched_off',
        severity: 'critical',
        detail: `The webhook to ${new URL(row.url).host} is switched off. ${WHY[reason]}`,
        part_id: null,
        timestamp: row.at.toISOString(),
      });
    });
  }
}

/** What waits for an endpoint that is off will not be sent by itself; staff may send it again. */
export async function dropWaiting(queryable: Queryable, endpointId: string): Promise<void> {
  await queryable.execute(
    `update webhook_deliveries set state = 'failed', settled_at = clock_timestamp()
      where endpoint_id = $1 and state = 'waiting'`,
    [endpointId],
  );
}
