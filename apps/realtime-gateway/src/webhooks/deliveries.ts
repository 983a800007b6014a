import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { notFound } from '@tandem/kernel';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { DeliverWebhooks } from './deliver-webhooks.job.js';
import type { DeliveryState, DeliveryView } from './deliveries.dto.js';
import { TEST_TYPE } from './endpoint-rules.js';
import { endpointIsOff, noSuchEndpoint } from './errors.js';

/** More than these a receiver takes from the change feed. */
const MOST_RESENT = 10_000;

type Row = Omit<DeliveryView, 'created_at' | 'due_at'> & { created_at: Date; due_at: Date };

/** The delivery log of an endpoint, and what staff send by hand. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** Newest first, from before the one that is named. */
  async page(
    endpointId: string,
    {
      state,
      before,
      limit,
    }: { state: DeliveryState | undefined; before: string | undefined; limit: number },
  ): Promise<DeliveryView[]> {
    const rows = await this.database.query<Row>(
      `select d.id, d.message_id, d.type, d.body, d.state, d.created_at, d.due_at, t.attempts
         from webhook_deliveries d
        cross join lateral (
          select coalesce(jsonb_agg(jsonb_build_object('at', to_char(a.at at time zone 'UTC',
                   'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'status', a.status, 'duration_ms', a.duration_ms,
                   'error', a.error, 'answer', a.answer) order by a.n desc), '[]') as attempts
            from (select * from webhook_attempts where delivery_id = d.id order by n desc limit 20) a
        ) t
        where d.endpoint_id = $1 and ($2::text is null or d.state = $2) and ($3::uuid is null or d.id < $3)
        order by d.id desc limit $4`,
      [endpointId, state ?? null, before ?? null, limit],
    );
    return rows.map(({ created_at, due_at, ...row }) => ({
      ...row,
      created_at: created_at.toISOString(),
      due_at: row.state === 'waiting' ? due_at.toISOString() : null,
    }));
  }

  /** Sends a message that says nothing, to see whether it arrives. @throws DomainError 404; 409 when the endpoint is off. */
  async test(endpointId: string): Promise<void> {
    await this.queue(endpointId, async (tx) => {
      const body = { type: TEST_TYPE, timestamp: new Date().toISOString(), data: {} };
      return tx.execute(
        `insert into webhook_deliveries (id, endpoint_id, message_id, type, body) values ($1, $2, $3, $4, $5)`,
        [uuidv7(), endpointId, uuidv7(), TEST_TYPE, JSON.stringify(body)],
      );
    });
  }

  /** Sends one again, with its former id and all its tries. @throws DomainError 404; 409 when the endpoint is off. */
  async resend(endpointId: string, deliveryId: string): Promise<void> {
    await this.queue(endpointId, async (tx) => {
      const many = await tx.execute(
        `update webhook_deliveries set ${ANEW} where id = $1 and endpoint_id = $2`,
        [deliveryId, endpointId],
      );
      if (many === 0) throw notFound('delivery', deliveryId);
      return many;
    });
  }

  /** Sends again what was given up since a time, the oldest first. @returns how many. */
  resendFailed(endpointId: string, since: string): Promise<number> {
    return this.queue(endpointId, (tx) =>
      tx.execute(
        `update webhook_deliveries set ${ANEW} where id in (
           select id from webhook_deliveries where endpoint_id = $1 and state = 'failed' and created_at >= $2
            order by id limit ${MOST_RESENT})`,
        [endpointId, since],
      ),
    );
  }

  private queue(endpointId: string, change: (tx: Tx) => Promise<number>): Promise<number> {
    return transaction(this.database, async (tx) => {
      const [endpoint] = await tx.query<{ enabled: boolean }>(
        'select enabled from webhook_endpoints where id = $1 for share',
        [endpointId],
      );
      if (!endpoint) throw noSuchEndpoint(endpointId);
      if (!endpoint.enabled) throw endpointIsOff();
      const many = await change(tx);
      if (many > 0) {
        await this.jobs.enqueue(
          tx,
          DeliverWebhooks,
          { endpoint_id: endpointId },
          { key: endpointId },
        );
      }
      return many;
    });
  }
}

const ANEW = `state = 'waiting', attempts = 0, due_at = clock_timestamp(), settled_at = null`;
