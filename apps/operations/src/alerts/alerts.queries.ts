import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, notFound } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { alertTaken } from '../incidents/timeline.js';
import type { ListAlertsQuery, StaffAlert, StaffAlertPage } from './alerts.dto.js';

type AlertRow = Omit<StaffAlert, 'starts_at' | 'ends_at' | 'acknowledged_at'> & {
  starts_at: Date;
  ends_at: Date | null;
  acknowledged_at: Date | null;
};

const COLUMNS = `id, name, severity, about, summary, description, runbook, starts_at, ends_at, acknowledged_at,
  acknowledged_by_name`;

/** Alerts as staff see them, newest first. */
@Injectable()
export class AlertsQueries {
  constructor(private readonly database: Database) {}

  async list({ state = 'open', limit, cursor }: ListAlertsQuery): Promise<StaffAlertPage> {
    const after = decodeCursor(cursor, { id: 'uuid' });
    const rows = await this.database.query<AlertRow>(
      `select ${COLUMNS}
         from alerts
        where (ends_at is null) = ($1::text = 'open') and ($2::uuid is null or id < $2)
        order by id desc limit $3`,
      [state, after?.id ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map(viewOf);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ id: last.id }) : null };
  }

  /** Whoever was first stays; it stands in the incident as what they did. @throws DomainError 404. */
  async acknowledge(id: string, by: { id: string; name: string }): Promise<StaffAlert> {
    const row = await transaction(this.database, async (tx) => {
      const [before] = await tx.query<{ summary: string; acknowledged_at: Date | null }>(
        'select summary, acknowledged_at from alerts where id = $1 for update',
        [id],
      );
      if (before?.acknowledged_at === null)
        await alertTaken(tx, { id, summary: before.summary }, by);
      const [taken] = await tx.query<AlertRow>(
        `update alerts set acknowledged_at = coalesce(acknowledged_at, clock_timestamp()),
                acknowledged_by = coalesce(acknowledged_by, $2), acknowledged_by_name = coalesce(acknowledged_by_name, $3)
          where id = $1
         returning ${COLUMNS}`,
        [id, by.id, by.name],
      );
      return taken;
    });
    if (!row) throw notFound('alert', id);
    return viewOf(row);
  }
}

function viewOf({ starts_at, ends_at, acknowledged_at, ...row }: AlertRow): StaffAlert {
  return {
    ...row,
    starts_at: starts_at.toISOString(),
    ends_at: ends_at?.toISOString() ?? null,
    acknowledged_at: acknowledged_at?.toISOString() ?? null,
  };
}
