import { Injectable } from '@nestjs/common';
import { conflict, notFound } from '@tandem/kernel';
import { Database, isUniqueViolation } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import type { AuditFilters, SavedFilter, SaveFilterDto } from './saved-filters.dto.js';

const MOST = 50;

/** Filters of the audit log that somebody has kept: each person has their own. */
@Injectable()
export class SavedFiltersStore {
  constructor(private readonly database: Database) {}

  of(userId: string): Promise<SavedFilter[]> {
    return this.database.query<{ id: string; name: string; filters: AuditFilters }>(
      `select id, name, filters from saved_filters where user_id = $1 order by lower(name)`,
      [userId],
    );
  }

  /** @throws DomainError name_taken, too_many_filters (409) */
  async save(userId: string, { name, filters }: SaveFilterDto): Promise<SavedFilter> {
    for (;;) {
      try {
        const [saved] = await this.database.query<{
          id: string;
          name: string;
          filters: AuditFilters;
        }>(
          `insert into saved_filters (id, user_id, place, name, filters)
           select $1, $2, slot, $3, $4 from generate_series(1, ${MOST}) as slot
            where not exists (select from saved_filters f where (f.user_id, f.place) = ($2, slot))
            order by slot limit 1
           returning id, name, filters`,
          [uuidv7(), userId, name, JSON.stringify(filters)],
        );
        if (saved) return saved;
        throw conflict(
          'too_many_filters',
          `Nobody can keep more than ${MOST} filters. Remove one first.`,
        );
      } catch (error) {
        if (isUniqueViolation(error, 'saved_filters_names'))
          throw conflict('name_taken', 'You have a filter of this name already.');
        // Another of the same person has taken the place at this very moment: the next one is free.
        if (!isUniqueViolation(error, 'saved_filters_places')) throw error;
      }
    }
  }

  /** @throws DomainError not_found (404) */
  async remove(userId: string, id: string): Promise<void> {
    const removed = await this.database.execute(
      `delete from saved_filters where (user_id, id) = ($1, $2)`,
      [userId, id],
    );
    if (removed === 0) throw notFound('filter');
  }
}
