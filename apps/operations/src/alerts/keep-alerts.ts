import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { OperationsConfig } from '../config.js';
import { alertsEnded, alertsFired, type AlertNews } from '../incidents/timeline.js';
import { TellEndpointsOfAlerts } from './tell-endpoints.js';
import type { ToldAlert } from './told-alert.js';

/** A rule that fires again and again can't fill the disk: the oldest that have ended go first. */
const MOST_ENDED = 10_000;

/** Keeps what Alertmanager tells. It tells the same again until it is taken, and every hour while it goes on. */
@Injectable()
export class KeepAlerts {
  constructor(
    private readonly database: Database,
    private readonly config: OperationsConfig,
    private readonly endpoints: TellEndpointsOfAlerts,
  ) {}

  /** One that has ended stays so, when an older call comes late. What is new of them stands in the incident too. */
  async keep(alerts: readonly ToldAlert[]): Promise<void> {
    if (alerts.length === 0) return;
    const rows = alerts.map((alert) => ({ id: uuidv7(), ...alert }));
    await transaction(this.database, async (tx) => {
      const changed = await tx.query<AlertNews>(
        `insert into alerts as a (id, fingerprint, starts_at, ends_at, name, severity, about, summary, description, runbook)
         select distinct on (fingerprint, starts_at) id, fingerprint, starts_at, ends_at, name, severity, about, summary, description, runbook
           from jsonb_to_recordset($1::jsonb) as r (id uuid, fingerprint text, starts_at timestamptz(3), ends_at timestamptz(3), name text,
                  severity text, about text, summary text, description text, runbook text)
          order by fingerprint, starts_at, ends_at nulls last
         on conflict (fingerprint, starts_at) do update set ends_at = excluded.ends_at, description = excluded.description
          where a.ends_at is null and excluded.ends_at is not null
         returning id, starts_at, ends_at, summary, about`,
        [JSON.stringify(rows)],
      );
      const followed = await this.endFollowed(tx, alerts);
      const ended = [...changed.filter(({ ends_at }) => ends_at !== null), ...followed];
      await alertsEnded(tx, ended);
      await this.endpoints.enqueue(tx, 'alert.ended', ended);
      // One that was known is given back only when it has ended: what goes on is new.
      const fired = changed.filter(({ ends_at }) => ends_at === null);
      await alertsFired(tx, fired);
      await this.endpoints.enqueue(tx, 'alert.fired', fired);
    });
  }

  /**
   * One that ends and begins again between two calls of Alertmanager is told with its new beginning alone: what went on before
   * has ended by then, and nobody will say so.
   */
  private endFollowed(tx: Tx, alerts: readonly ToldAlert[]): Promise<AlertNews[]> {
    return tx.query<AlertNews>(
      `update alerts a set ends_at = later.starts_at
         from (select fingerprint, max(starts_at) as starts_at from alerts where fingerprint = any($1::text[]) group by 1) later
        where a.fingerprint = later.fingerprint and a.starts_at < later.starts_at and a.ends_at is null
       returning a.id, a.starts_at, a.ends_at, a.summary, a.about`,
      [alerts.map(({ fingerprint }) => fingerprint)],
    );
  }

  @Retains({ name: 'forget-old-alerts', title: 'Forget alerts that ended long ago' })
  kept(): Kept[] {
    return [
      {
        table: 'alerts',
        since: 'ends_at',
        for: keptFor(this.config, 'alertsKeptDays'),
        most: MOST_ENDED,
      },
    ];
  }
}
