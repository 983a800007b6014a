import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { conflict, notFound } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';
import { OperationsConfig } from '../config.js';
import { personSays } from './timeline.js';

/** Ends an incident: a person does, when it is over. What fires from then on opens another. */
@Injectable()
export class CloseIncident {
  constructor(
    private readonly database: Database,
    private readonly config: OperationsConfig,
  ) {}

  /** @throws DomainError not_found (404), incident_closed (409) */
  async close(id: string, said: string, by: { id: string; name: string }): Promise<void> {
    await transaction(this.database, async (tx) => {
      const [incident] = await tx.query<{ closed_by_name: string | null }>(
        'select closed_by_name from incidents where id = $1 for update',
        [id],
      );
      if (!incident) throw notFound('incident', id);
      if (incident.closed_by_name !== null)
        throw conflict('incident_closed', `${incident.closed_by_name} has closed this incident.`);
      await personSays(tx, id, { kind: 'closed', said }, by);
      await tx.execute(
        'update incidents set closed_at = clock_timestamp(), closed_by = $2, closed_by_name = $3 where id = $1',
        [id, by.id, by.name],
      );
    });
  }

  @Retains({
    name: 'forget-old-incidents',
    title: 'Forget incidents that were closed long ago',
  })
  kept(): Kept[] {
    return [
      {
        table: 'incidents',
        since: 'closed_at',
        for: keptFor(this.config, 'incidentsKeptDays'),
        // Each takes its timeline with it.
        atOnce: 50,
      },
    ];
  }
}
