import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { otherServicesOf } from '@tandem/config';
import { MOST_ALERT_MESSAGES, type ALERT_MESSAGES } from '@tandem/contracts';
import { InternalClient } from '@tandem/http';
import { defineJob, HandlesJob, Jobs } from '@tandem/jobs';
import { slices } from '@tandem/kernel';
import { Database, type Tx } from '@tandem/persistence';
import { v5 as uuidv5 } from 'uuid';
import { OperationsConfig } from '../config.js';
import type { AlertNews } from '../incidents/timeline.js';

type Message = (typeof ALERT_MESSAGES)[number];

/** A day is enough for what has to be known at once. */
const TellEndpoints = defineJob<{ ids: string[]; type: Message }>({
  name: 'tell-endpoints-of-alerts',
  title: 'Send alerts to webhook endpoints',
  retry: { firstMs: 1_000, longestMs: 600_000, attempts: 150 },
});

interface Row {
  id: string;
  name: string;
  severity: string;
  about: string;
  summary: string;
  starts_at: Date;
  ends_at: Date | null;
}

/** Has the realtime gateway send alerts, signed, to the endpoints that have chosen them. */
@Injectable()
export class TellEndpointsOfAlerts implements OnApplicationShutdown {
  private readonly gateway: InternalClient;

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    config: OperationsConfig,
  ) {
    const [service, baseUrl] = otherServicesOf(config).find(
      ([name]) => name === 'realtime-gateway',
    )!;
    this.gateway = new InternalClient({
      baseUrl,
      service,
      caller: 'operations',
      key: config.serviceKey,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.gateway.close();
  }

  /** With the transaction that keeps them: an alert that was taken is told, whatever dies. */
  async enqueue(tx: Tx, type: Message, alerts: readonly AlertNews[]): Promise<void> {
    for (const some of slices(alerts, MOST_ALERT_MESSAGES)) {
      await this.jobs.enqueue(tx, TellEndpoints, { ids: some.map(({ id }) => id), type });
    }
  }

  @HandlesJob(TellEndpoints)
  async tell({ ids, type }: { ids: string[]; type: Message }): Promise<void> {
    const rows = await this.database.query<Row>(
      `select id, name, severity, about, summary, starts_at, ends_at from alerts
        where id = any($1::uuid[]) order by starts_at, id`,
      [ids],
    );
    if (rows.length === 0) return;
    const messages = rows.map((row) => ({
      // The same whenever the job runs again: an endpoint gets it once.
      id: uuidv5(type, row.id),
      type,
      data: {
        name: plain(row.name, 200),
        severity: row.severity,
        about: plain(row.about, 200),
        summary: plain(row.summary, 300),
        starts_at: row.starts_at.toISOString(),
        ends_at: type === 'alert.ended' ? row.ends_at!.toISOString() : null,
      },
    }));
    await this.gateway.call('POST', '/internal/alert-messages', { body: { messages } });
  }
}

/** Labels are somebody else's text; control characters would take six places each in a message. */
const plain = (text: string, most: number): string =>
  text
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, most)
    .toWellFormed();
