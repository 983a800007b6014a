import { Inject, Injectable } from '@nestjs/common';
import { MailQueue } from '@tandem/mail';
import { counter } from '@tandem/observability';
import { afterCommit, type Queryable, type Tx } from '@tandem/persistence';
import { RealtimeConfig } from '../config.js';
import { Alerts } from '../sockets/alerts.js';
import { OFF_REASONS, WHY_OFF, type OffReason } from './off-reasons.js';
import { SWITCHED_OFF, type SwitchedOff } from './webhook-letters.js';

const switchedOff = counter('webhook_endpoints_switched_off', {
  unit: '{endpoint}',
  description: 'Endpoints of webhooks that the shop has switched off by itself, by reason.',
});

/** Switches an endpoint off that takes nothing, and tells staff of it: at once in the panel, and by mail. */
@Injectable()
export class SwitchOff {
  constructor(
    private readonly alerts: Alerts,
    private readonly mails: MailQueue,
    @Inject(RealtimeConfig) private readonly config: RealtimeConfig,
  ) {
    // An alert watches it grow: a counter that begins with 1 has not grown.
    for (const reason of OFF_REASONS) switchedOff.add(0, { reason });
  }

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
    const { host } = new URL(row.url);
    await this.write(tx, `${endpointId}:${row.at.toISOString()}`, { host, reason });
    afterCommit(tx, () => {
      switchedOff.add(1, { reason });
      this.alerts.raise({
        id: `webhook_off:${endpointId}:${row.at.toISOString()}`,
        code: 'webhook_switched_off',
        severity: 'critical',
        detail: `The webhook to ${host} is switched off. ${WHY_OFF[reason]}`,
        part_id: null,
        timestamp: row.at.toISOString(),
      });
    });
  }

  private async write(tx: Tx, occasion: string, data: SwitchedOff): Promise<void> {
    for (const to of this.config.webhookAlertsTo.split(',').filter((address) => address !== '')) {
      const dedupeKey = `${SWITCHED_OFF}:${occasion}:${to}`;
      await this.mails.add(tx, { dedupeKey, template: SWITCHED_OFF, to, data });
    }
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
