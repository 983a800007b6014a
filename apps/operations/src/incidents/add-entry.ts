import { Injectable } from '@nestjs/common';
import { invalidField, notFound } from '@tandem/kernel';
import { Database, transaction, type Tx } from '@tandem/persistence';
import type { AddEntryDto } from './incidents.dto.js';
import { personSays } from './timeline.js';

/** What staff put into a timeline: while the incident is open and afterwards, when it is known what it was. */
@Injectable()
export class AddEntry {
  constructor(private readonly database: Database) {}

  /** @throws DomainError not_found (404), too_many_entries (409), 422 naming the field. */
  async add(
    incidentId: string,
    { kind, said, public_title }: AddEntryDto,
    by: { id: string; name: string },
  ): Promise<void> {
    if (kind !== 'public' && public_title !== undefined)
      throw invalidField('public_title', 'can be given with a public entry only');
    await transaction(this.database, async (tx) => {
      const [incident] = await tx.query<{ public_title: string | null }>(
        'select public_title from incidents where id = $1 for update',
        [incidentId],
      );
      if (!incident) throw notFound('incident', incidentId);
      if (kind === 'public') await this.entitle(tx, incidentId, incident, public_title);
      await personSays(tx, incidentId, { kind, said }, by);
    });
  }

  private async entitle(
    tx: Tx,
    incidentId: string,
    incident: { public_title: string | null },
    title: string | undefined,
  ): Promise<void> {
    if (title === undefined && incident.public_title === null)
      throw invalidField('public_title', 'is needed with the first public entry');
    if (title === undefined || title === incident.public_title) return;
    await tx.execute('update incidents set public_title = $2 where id = $1', [incidentId, title]);
  }
}
