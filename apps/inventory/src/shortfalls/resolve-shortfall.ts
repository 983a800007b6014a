import { Injectable } from '@nestjs/common';
import { versionConflict } from '@tandem/kernel';
import { outbox } from '@tandem/messaging';
import { Database, transaction } from '@tandem/persistence';
import { SHORTFALL_COLUMNS, shortfallEvent, type Shortfall } from '../sources/shortfall-store.js';
import { shortfallOver } from './errors.js';
import type { ShortfallDto } from './shortfalls.dto.js';
import { readShortfall } from './shortfalls.queries.js';

export interface Decision {
  note: string;
  /** Decided on what was shown then. */
  version: number | undefined;
  by: { id: string; name: string };
}

/**
 * Staff accept that pieces are missing, and deal with the orders themselves: cancelling one gives its pieces back. The
 * shortfall is news again when more is missing than they accepted.
 */
@Injectable()
export class ResolveShortfall {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404; 409 when it is over already, or has changed since it was read. */
  accept(id: string, { note, version, by }: Decision): Promise<ShortfallDto> {
    return transaction(this.database, async (tx) => {
      const [accepted] = await tx.query<Shortfall>(
        `update shortfalls h set state = 'accepted', resolution = 'accepted', accepted_missing = missing, note = $2,
                resolved_at = clock_timestamp(), resolved_by = $3, resolved_by_name = $4, version = version + 1,
                updated_at = clock_timestamp()
          where id = $1 and state = 'open' and ($5::int is null or version = $5) returning ${SHORTFALL_COLUMNS}`,
        [id, note, by.id, by.name, version ?? null],
      );
      const current = await readShortfall(tx, id);
      if (!accepted) throw current.state === 'open' ? versionConflict(current) : shortfallOver();
      await outbox.addMany(tx, [shortfallEvent(accepted)]);
      return current;
    });
  }
}
