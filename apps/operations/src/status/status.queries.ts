import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import { ITSELF } from '../health/told-health.js';
import { statesOf, type Sign } from './parts.js';
import type { PublicIncident, StatusDto } from './status.dto.js';

/** A service that starts anew is no outage. */
const DOWN_FOR_SECONDS = 30;
/** More of them say nothing more. */
const MOST_ALERTS = 1_000;
const SHOWN_DAYS = 90;
const MOST_INCIDENTS = 20;
const MOST_UPDATES = 20;
/** However many ask: the database is asked once. */
const FRESH_MS = 1_000;

interface Update {
  incident_id: string;
  at: Date;
  said: string;
}

/** What the public reads of how the shop is. */
@Injectable()
export class StatusQueries {
  private last: { at: number; status: Promise<StatusDto> } | undefined;

  constructor(private readonly database: Database) {}

  status(): Promise<StatusDto> {
    if (this.last && performance.now() - this.last.at < FRESH_MS) return this.last.status;
    const status = this.read();
    const asked = { at: performance.now(), status };
    this.last = asked;
    // What failed is asked again by whoever comes next.
    status.catch(() => {
      if (this.last === asked) this.last = undefined;
    });
    return status;
  }

  private async read(): Promise<StatusDto> {
    // One after the other: what everybody may ask for takes one connection of few.
    const checked_at = await this.checkedAt();
    const down = await this.down();
    const alerts = await this.alerts();
    const incidents = await this.incidents();
    return { checked_at, parts: statesOf(down, alerts), incidents };
  }

  private async checkedAt(): Promise<string | null> {
    const [row] = await this.database.query<{ at: Date | null }>(
      'select max(told_at) as at from health_states',
    );
    return row?.at?.toISOString() ?? null;
  }

  private async down(): Promise<Set<string>> {
    const rows = await this.database.query<{ service: string; dependency: string }>(
      `select service, dependency from health_states
        where state = 'down' and since < clock_timestamp() - make_interval(secs => $1)`,
      [DOWN_FOR_SECONDS],
    );
    return new Set(
      rows.map(({ service, dependency }) =>
        dependency === ITSELF ? service : `${service}/${dependency}`,
      ),
    );
  }

  private alerts(): Promise<Sign[]> {
    return this.database.query<Sign>(
      'select name, about from alerts where ends_at is null order by id desc limit $1',
      [MOST_ALERTS],
    );
  }

  /** Of those that staff have told the public of, what they have told and not taken back. */
  private async incidents(): Promise<PublicIncident[]> {
    const rows = await this.database.query<{
      id: string;
      title: string;
      opened_at: Date;
      closed_at: Date | null;
    }>(
      `select id, public_title as title, opened_at, closed_at
         from incidents i
        where public_title is not null and coalesce(closed_at, clock_timestamp()) > clock_timestamp() - make_interval(days => $1)
          and exists (select from incident_entries where incident_id = i.id and kind = 'public' and hidden_at is null)
        order by id desc limit $2`,
      [SHOWN_DAYS, MOST_INCIDENTS],
    );
    const updates = await this.updatesOf(rows.map(({ id }) => id));
    return rows.map(({ id, title, opened_at, closed_at }) => ({
      id,
      title,
      began_at: opened_at.toISOString(),
      ended_at: closed_at?.toISOString() ?? null,
      updates: updates
        .filter(({ incident_id }) => incident_id === id)
        .map(({ at, said }) => ({ at: at.toISOString(), text: said })),
    }));
  }

  private updatesOf(incidents: readonly string[]): Promise<Update[]> {
    return this.database.query<Update>(
      `select e.incident_id, e.at, e.said
         from unnest($1::uuid[]) as i (id)
        cross join lateral (select incident_id, at, said, place from incident_entries
                             where incident_id = i.id and kind = 'public' and hidden_at is null
                             order by place desc limit $2) e
        order by e.place desc`,
      [incidents, MOST_UPDATES],
    );
  }
}
