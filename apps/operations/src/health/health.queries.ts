import { Injectable } from '@nestjs/common';
import type { PageQuery } from '@tandem/http';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { HealthChange, HealthChangesPage, HealthDto, ServiceHealth } from './health.dto.js';
import { ITSELF, type HealthState } from './told-health.js';

interface StateRow {
  service: string;
  dependency: string;
  state: HealthState;
  required: boolean;
  since: Date;
  told_at: Date;
}

type ChangeRow = Omit<HealthChange, 'at'> & { at: Date };

/** What staff see of how the services are. */
@Injectable()
export class HealthQueries {
  constructor(private readonly database: Database) {}

  async now(): Promise<HealthDto> {
    const rows = await this.database.query<StateRow>(
      `select service, dependency, state, required, since, told_at from health_states order by service, dependency`,
    );
    const services = [...Map.groupBy(rows, ({ service }) => service).values()];
    return { services: services.flatMap(viewOf) };
  }

  /** Newest first. */
  async changes({ limit, cursor }: PageQuery): Promise<HealthChangesPage> {
    const after = decodeCursor(cursor, { id: 'uuid' });
    const rows = await this.database.query<ChangeRow>(
      `select id, service, nullif(dependency, $3) as dependency, from_state, to_state, at
         from health_changes
        where ($1::uuid is null or id < $1)
        order by id desc limit $2`,
      [after?.id ?? null, limit + 1, ITSELF],
    );
    const items = rows.slice(0, limit).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ id: last.id }) : null };
  }
}

function viewOf(rows: readonly StateRow[]): ServiceHealth[] {
  const itself = rows.find(({ dependency }) => dependency === ITSELF);
  if (!itself) return [];
  return [
    {
      service: itself.service,
      state: itself.state,
      since: itself.since.toISOString(),
      asked_at: itself.told_at.toISOString(),
      dependencies: rows
        .filter((row) => row !== itself)
        .map(({ dependency, state, required, since }) => ({
          name: dependency,
          state,
          required,
          since: since.toISOString(),
        })),
    },
  ];
}
