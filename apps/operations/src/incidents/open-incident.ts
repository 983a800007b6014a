import { Injectable } from '@nestjs/common';
import { conflict } from '@tandem/kernel';
import { Database, isUniqueViolation, transaction } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';

/** Opens an incident where no alert did: somebody has noticed it, or there is no monitoring. */
@Injectable()
export class OpenIncident {
  constructor(private readonly database: Database) {}

  /** @returns its id. @throws DomainError incident_open (409) */
  async open(title: string, by: { id: string; name: string }): Promise<string> {
    const id = uuidv7();
    try {
      await transaction(this.database, (tx) =>
        tx.execute(
          'insert into incidents (id, title, opened_by, opened_by_name) values ($1, $2, $3, $4)',
          [id, title, by.id, by.name],
        ),
      );
    } catch (error) {
      if (!isUniqueViolation(error, 'incidents_one_open')) throw error;
      throw conflict('incident_open', 'An incident is open already. Write in that one.');
    }
    return id;
  }
}
