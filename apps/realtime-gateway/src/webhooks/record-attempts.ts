import { Inject, Injectable } from '@nestjs/common';
import { counter, histogram, SECOND_BUCKETS } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { RealtimeConfig } from '../config.js';
import { waitAfter } from './retry-schedule.js';
import { isTaken, type Sent } from './send-webhook.js';
import { SwitchOff } from './switch-off.js';

export interface Tried {
  delivery: string;
  sent: Sent;
}

const GONE = 410;

const tries = counter('webhook_tries', {
  unit: '{try}',
  description: 'Tries to send a webhook, by outcome: delivered, refused or unanswered.',
});
const durations = histogram('webhook_duration', {
  unit: 's',
  description: 'How long endpoints took to answer a webhook.',
  buckets: SECOND_BUCKETS,
});

/** Writes down what became of tries, and what that means for the endpoint. */
@Injectable()
export class RecordAttempts {
  constructor(
    private readonly database: Database,
    private readonly switchOff: SwitchOff,
    @Inject(RealtimeConfig) private readonly config: RealtimeConfig,
  ) {}

  /** @returns whether the endpoint is off now. */
  async record(endpointId: string, tried: readonly Tried[]): Promise<boolean> {
    for (const { sent } of tried) {
      const outcome = sent.status === null ? 'unanswered' : isTaken(sent) ? 'delivered' : 'refused';
      tries.add(1, { outcome });
      durations.record(sent.durationMs / 1_000, { outcome });
    }
    return transaction(this.database, async (tx) => {
      for (const one of tried) await this.note(tx, one);
      if (tried.some(({ sent }) => sent.status === GONE)) {
        await this.switchOff.within(tx, endpointId, 'gone');
        return true;
      }
      return this.judge(
        tx,
        endpointId,
        tried.some(({ sent }) => isTaken(sent)),
      );
    });
  }

  private async note(tx: Tx, { delivery, sent }: Tried): Promise<void> {
    const [row] = await tx.query<{ attempts: number }>(
      `update webhook_deliveries set attempts = attempts + 1 where id = $1 returning attempts`,
      [delivery],
    );
    if (!row) return;
    await tx.execute(
      `insert into webhook_attempts (delivery_id, n, status, duration_ms, error, answer)
       select $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5 from webhook_attempts where delivery_id = $1`,
      [delivery, sent.status, sent.durationMs, sent.error, sent.answer],
    );
    const wait = isTaken(sent) ? null : waitAfter(row.attempts);
    const state = isTaken(sent) ? 'delivered' : wait === null ? 'failed' : 'waiting';
    await tx.execute(
      `update webhook_deliveries
          set state = $2, due_at = clock_timestamp() + make_interval(secs => $3::float8 / 1000),
              settled_at = case when $2 <> 'waiting' then clock_timestamp() end
        where id = $1 and state = 'waiting'`,
      [delivery, state, wait ?? 0],
    );
  }

  private async judge(tx: Tx, endpointId: string, someTaken: boolean): Promise<boolean> {
    if (someTaken) {
      await tx.execute(
        'update webhook_endpoints set failing_since = null where id = $1 and failing_since is not null',
        [endpointId],
      );
      return false;
    }
    const [row] = await tx.query<{ is_over: boolean }>(
      `update webhook_endpoints set failing_since = coalesce(failing_since, clock_timestamp()) where id = $1
       returning failing_since < clock_timestamp() - make_interval(secs => $2::float8 * 3600) as is_over`,
      [endpointId, this.config.webhookFailingHours],
    );
    if (!row?.is_over) return false;
    await this.switchOff.within(tx, endpointId, 'failing');
    return true;
  }
}
