import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, notFound } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type {
  Incident,
  IncidentDetail,
  IncidentEntry,
  IncidentPage,
  ListIncidentsQuery,
} from './incidents.dto.js';

type IncidentRow = Omit<Incident, 'opened_at' | 'closed_at'> & {
  opened_at: Date;
  closed_at: Date | null;
};
type EntryRow = Omit<IncidentEntry, 'at' | 'hidden_at'> & { at: Date; hidden_at: Date | null };

const COLUMNS = 'id, title, public_title, opened_at, opened_by_name, closed_at, closed_by_name';

/** Incidents as staff see them. */
@Injectable()
export class IncidentsQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list({ state, limit, cursor }: ListIncidentsQuery): Promise<IncidentPage> {
    const after = decodeCursor(cursor, { id: 'uuid' });
    const rows = await this.database.query<IncidentRow>(
      `select ${COLUMNS}
         from incidents
        where ($1::text is null or (closed_at is null) = ($1 = 'open')) and ($2::uuid is null or id < $2)
        order by id desc limit $3`,
      [state ?? null, after?.id ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map(viewOf);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ id: last.id }) : null };
  }

  /** @throws DomainError 404 */
  async one(id: string): Promise<IncidentDetail> {
    const [row] = await this.database.query<IncidentRow>(
      `select ${COLUMNS} from incidents where id = $1`,
      [id],
    );
    if (!row) throw notFound('incident', id);
    const entries = await this.database.query<EntryRow>(
      `select id, kind, said, at, by_name, hidden_at, hidden_by_name
         from incident_entries where incident_id = $1 order by place`,
      [id],
    );
    return {
      ...viewOf(row),
      entries: entries.map(({ at, hidden_at, ...entry }) => ({
        ...entry,
        at: at.toISOString(),
        hidden_at: hidden_at?.toISOString() ?? null,
      })),
    };
  }
}

function viewOf({ opened_at, closed_at, ...row }: IncidentRow): Incident {
  return {
    ...row,
    opened_at: opened_at.toISOString(),
    closed_at: closed_at?.toISOString() ?? null,
  };
}
