import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { HandlesJob, TryLater, type RunningJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { DeliverWebhooks } from './deliver-webhooks.job.js';
import { RecordAttempts, type Tried } from './record-attempts.js';
import { isTaken, SendWebhook } from './send-webhook.js';
import { dropWaiting } from './switch-off.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** Requests to one endpoint at once. */
const AT_ONCE = 4;
/** So long an endpoint keeps its worker; then it lines up again behind the others. */
const TURN_MS = 10_000;
/** An endpoint that took none of them is left alone for a moment, however many wait. */
const PAUSE_MS = 5_000;

interface Due {
  id: string;
  message_id: string;
  body: string;
}

/**
 * Sends what is due to one endpoint. What was sent is recorded after the answer: a process that dies in between sends it again,
 * under the same webhook-id.
 */
@Injectable()
export class SendDueWebhooks {
  constructor(
    private readonly database: Database,
    private readonly secrets: WebhookSecrets,
    private readonly sendWebhook: SendWebhook,
    private readonly recordAttempts: RecordAttempts,
  ) {}

  @HandlesJob(DeliverWebhooks)
  async sendDue({ endpoint_id: id }: { endpoint_id: string }, job: RunningJob): Promise<void> {
    const [endpoint] = await this.database.query<{ url: string; enabled: boolean }>(
      'select url, enabled from webhook_endpoints where id = $1',
      [id],
    );
    if (!endpoint) return;
    if (!endpoint.enabled) return dropWaiting(this.database, id);
    const secrets = (await this.secrets.valid(this.database, id)).map(({ secret }) => secret);
    const until = performance.now() + TURN_MS;
    let pause = 0;
    while (performance.now() < until && !job.signal.aborted) {
      const due = await this.due(id);
      if (due.length === 0) break;
      const tried = await Promise.all(
        due.map(async ({ id: delivery, message_id, body }): Promise<Tried> => {
          const message = { id: message_id, url: endpoint.url, body, secrets };
          return { delivery, sent: await this.sendWebhook.send(message) };
        }),
      );
      faultPoint('webhooks.sent');
      if (await this.recordAttempts.record(id, tried)) return;
      if (!tried.some(({ sent }) => isTaken(sent))) {
        pause = PAUSE_MS;
        break;
      }
    }
    await this.comeAgain(id, pause);
  }

  private due(endpointId: string): Promise<Due[]> {
    return this.database.query<Due>(
      `select id, message_id, body from webhook_deliveries
        where endpoint_id = $1 and state = 'waiting' and due_at <= clock_timestamp()
        order by due_at, id limit ${AT_ONCE}`,
      [endpointId],
    );
  }

  private async comeAgain(endpointId: string, pause: number): Promise<void> {
    const [next] = await this.database.query<{ ms: number | null }>(
      `select extract(epoch from min(due_at) - clock_timestamp())::float8 * 1000 as ms
         from webhook_deliveries where endpoint_id = $1 and state = 'waiting'`,
      [endpointId],
    );
    if (next?.ms == null) return;
    throw new TryLater(Math.max(next.ms, pause, 1), { counted: false });
  }
}
