import { Injectable } from '@nestjs/common';
import { notFound } from '@tandem/kernel';
import { Database, transaction } from '@tandem/persistence';

/** Takes back what the public reads; staff go on seeing it, and who took it back. */
@Injectable()
export class HideEntry {
  constructor(private readonly database: Database) {}

  /** Whoever was first stays. @throws DomainError not_found (404) */
  async hide(incidentId: string, entryId: string, by: { id: string; name: string }): Promise<void> {
    const hidden = await transaction(this.database, (tx) =>
      tx.execute(
        `update incident_entries set hidden_at = coalesce(hidden_at, clock_timestamp()),
                hidden_by = coalesce(hidden_by, $3), hidden_by_name = coalesce(hidden_by_name, $4)
          where id = $2 and incident_id = $1 and kind = 'public'`,
        [incidentId, entryId, by.id, by.name],
      ),
    );
    if (hidden === 0) throw notFound('public entry', entryId);
  }
}
