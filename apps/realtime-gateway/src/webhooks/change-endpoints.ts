import { Inject, Injectable } from '@nestjs/common';
import { versionConflict, writeInFlight } from '@tandem/kernel';
import {
  afterCommit,
  Database,
  isLockNotAvailable,
  transaction,
  type Tx,
} from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { RealtimeConfig } from '../config.js';
import { DispatchChanges } from './dispatch-changes.js';
import { EndpointQueries } from './endpoint.queries.js';
import { endpointUrl } from './endpoint-rules.js';
import type { ChangeEndpointDto, EndpointView, RegisterEndpointDto } from './endpoints.dto.js';
import { noSuchEndpoint, tooManyEndpoints } from './errors.js';
import { dropWaiting } from './switch-off.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** Each change is a row for each of them. */
const MOST_ENDPOINTS = 20;

interface Locked {
  version: number;
  enabled: boolean;
}

/** How staff register, change and remove endpoints. */
@Injectable()
export class ChangeEndpoints {
  constructor(
    private readonly database: Database,
    private readonly secrets: WebhookSecrets,
    private readonly queries: EndpointQueries,
    private readonly dispatchChanges: DispatchChanges,
    @Inject(RealtimeConfig) private readonly config: RealtimeConfig,
  ) {}

  /** @throws DomainError 422 for an address that is not to be reached, 409 when there are too many. */
  async register(endpoint: RegisterEndpointDto, by: string): Promise<EndpointView> {
    const { description = '', types } = endpoint;
    const url = endpointUrl(endpoint.url, this.config.webhookLocalAddresses);
    return transaction(this.database, async (tx) => {
      const after = await this.fromNowOn(tx);
      const [many] = await tx.query<{ n: number }>(
        'select count(*)::int as n from webhook_endpoints',
      );
      if (many!.n >= MOST_ENDPOINTS) throw tooManyEndpoints(MOST_ENDPOINTS);
      const id = uuidv7();
      await tx.execute(
        `insert into webhook_endpoints (id, url, description, types, after_seq, created_by)
         values ($1, $2, $3, $4, $5, $6)`,
        [id, url, description, types, after, by],
      );
      await this.secrets.add(tx, id);
      return this.queries.one(id, tx);
    });
  }

  /** @throws DomainError 404; 409 for a version that is not the current one; 422 as `register`. */
  async change(id: string, change: ChangeEndpointDto): Promise<EndpointView> {
    const { description, types, enabled, version } = change;
    const url = change.url && endpointUrl(change.url, this.config.webhookLocalAddresses);
    try {
      return await transaction(this.database, async (tx) => {
        const after = enabled ? await this.fromNowOn(tx) : null;
        const current = await lock(tx, id, version === undefined);
        if (version !== undefined && version !== current.version) {
          throw versionConflict(await this.queries.one(id, tx));
        }
        await tx.execute(
          `update webhook_endpoints
              set url = coalesce($2, url), description = coalesce($3, description), types = coalesce($4, types),
                  enabled = coalesce($5, enabled), after_seq = coalesce($6, after_seq),
                  off_reason = case when $5 then null else off_reason end,
                  off_at = case when $5 then null else off_at end,
                  failing_since = case when $7 then null else failing_since end,
                  updated_at = clock_timestamp(), version = version + 1
            where id = $1`,
          [
            ...[id, url ?? null, description ?? null, types ?? null, enabled ?? null],
            ...[current.enabled ? null : after, enabled === true && !current.enabled],
          ],
        );
        if (enabled === false) await dropWaiting(tx, id);
        return this.queries.one(id, tx);
      });
    } catch (error) {
      throw isLockNotAvailable(error) ? writeInFlight('webhook endpoint') : error;
    }
  }

  /** Its log and its secrets go with it. @throws DomainError 404. */
  async remove(id: string): Promise<void> {
    const removed = await this.database.execute('delete from webhook_endpoints where id = $1', [
      id,
    ]);
    if (removed === 0) throw noSuchEndpoint(id);
  }

  /** The former secret signs for a day more. @throws DomainError 404. */
  async rotateSecret(id: string): Promise<void> {
    await transaction(this.database, async (tx) => {
      await lock(tx, id, false);
      await this.secrets.add(tx, id);
    });
  }

  /** Holds the position of the log: what it passes meanwhile would never reach an endpoint that is not to be seen yet. */
  private async fromNowOn(tx: Tx): Promise<string> {
    await tx.query('select seq from webhook_cursor for update');
    afterCommit(tx, () => this.dispatchChanges.expectEndpoints());
    const [row] = await tx.query<{ seq: string }>(
      `select greatest((select seq from webhook_cursor), (select max(seq) from event_log)) as seq`,
    );
    return row!.seq;
  }
}

async function lock(tx: Tx, id: string, noWait: boolean): Promise<Locked> {
  const select = 'select version, enabled from webhook_endpoints where id = $1 for update';
  const [row] = await tx.query<Locked>(noWait ? `${select} nowait` : select, [id]);
  if (!row) throw noSuchEndpoint(id);
  return row;
}
