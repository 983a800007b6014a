import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import type { Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { DeliverWebhooks } from './deliver-webhooks.job.js';
import { SwitchOff } from './switch-off.js';

/** A receiver that has so many to come reads the change feed sooner than all of them. */
const MOST_WAITING = 10_000;

/** An endpoint that is switched on. */
export interface Listener {
  id: string;
  types: string[];
  /** Changes up to this one are no news to it. */
  after_seq: string;
  waiting: string;
}

/** Something an endpoint may have chosen to be told of. */
export interface NewMessage {
  /** The same for every endpoint, and whenever it is queued again. */
  id: string;
  type: string;
  body: string;
}

/** Puts messages down for an endpoint, each once, and has them sent. */
@Injectable()
export class QueueMessages {
  constructor(
    private readonly jobs: Jobs,
    private readonly switchOff: SwitchOff,
  ) {}

  /** Of `messages`, what the endpoint has chosen; it is switched off when too many wait for it. */
  async queueFor(
    tx: Tx,
    { id: endpoint_id, types, waiting }: Listener,
    messages: readonly NewMessage[],
  ): Promise<void> {
    const wanted = messages.filter(({ type }) => types.includes(type));
    if (wanted.length === 0) return;
    if (Number(waiting) + wanted.length > MOST_WAITING) {
      await this.switchOff.within(tx, endpoint_id, 'backlog');
      return;
    }
    const rows = wanted.map(({ id, type, body }) => {
      return { id: uuidv7(), endpoint_id, message_id: id, type, body };
    });
    await tx.execute(
      `insert into webhook_deliveries (id, endpoint_id, message_id, type, body)
       select id, endpoint_id, message_id, type, body from jsonb_to_recordset($1::jsonb)
         as r (id uuid, endpoint_id uuid, message_id uuid, type text, body text)
       on conflict (endpoint_id, message_id) do nothing`,
      [JSON.stringify(rows)],
    );
    await this.jobs.enqueue(tx, DeliverWebhooks, { endpoint_id }, { key: endpoint_id });
  }
}

export function listenersOf(tx: Tx): Promise<Listener[]> {
  return tx.query<Listener>(
    `select id, types, after_seq, (
         select count(*) from webhook_deliveries d where d.endpoint_id = e.id and d.state = 'waiting'
       ) as waiting
       from webhook_endpoints e where enabled order by id`,
  );
}
