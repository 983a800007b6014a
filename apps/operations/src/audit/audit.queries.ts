import { decodeCursor, encodeCursor, invalidField } from '@tandem/kernel';
import { Injectable } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import { isUUID } from 'class-validator';
import { toEntry, type Asked, type AuditRow, type Found } from './audit-row.js';
import type { AuditFilterQuery, AuditPage, AuditQuery } from './audit.dto.js';
import { lookForWords } from './look-for-words.js';
import { lookInOrder } from './look-in-order.js';

const SYSTEM = 'system';

/** Whose changes are asked for: of everybody, of no person, of one account, or of somebody who has none. */
type Whose = 'all' | 'system' | 'unknown' | { id: string };

@Injectable()
export class AuditQueries {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 422 when the words have no letter and no digit. */
  async page({ cursor, limit, ...filter }: AuditQuery): Promise<AuditPage> {
    const asked = await this.asked(filter, limit);
    if (!asked) return { items: [], next_cursor: null };
    const { rows, next } = await this.look({
      ...asked,
      place: decodeCursor(cursor, { at: 'time', id: 'bigint' }) ?? null,
    });
    return {
      items: rows.map(toEntry),
      next_cursor: next && encodeCursor({ at: next.changed_at.toISOString(), id: next.id }),
    };
  }

  /** All of them, some at a time, so many times at most; what it returns at its end is whether there are more. */
  async *all(
    filter: AuditFilterQuery,
    { atOnce, mostLooks, mostRows }: { atOnce: number; mostLooks: number; mostRows: number },
  ): AsyncGenerator<AuditRow[], boolean> {
    const asked = await this.asked(filter, atOnce);
    if (!asked) return false;
    let place: Asked['place'] = null;
    for (let [looks, found] = [0, 0]; looks < mostLooks && found < mostRows; looks += 1) {
      const { rows, next }: Found = await this.look({ ...asked, place });
      yield rows;
      if (!next) return false;
      found += rows.length;
      place = { at: next.changed_at.toISOString(), id: next.id };
    }
    return true;
  }

  private look(asked: Asked): Promise<Found> {
    return asked.words && asked.record === null
      ? lookForWords(this.database, asked)
      : lookInOrder(this.database, asked);
  }

  /** Undefined: nobody is who is asked for. */
  private async asked(filter: AuditFilterQuery, limit: number): Promise<Asked | undefined> {
    const { table = null, record_id: record = null, operation = null, from, to } = filter;
    const words = await this.wordsOf(filter.q);
    const whose = await this.whose(filter.changed_by);
    if (whose === 'unknown') return undefined;
    const person = typeof whose === 'object' ? whose.id : null;
    return {
      ...{ table, record, operation, person, system: whose === 'system' },
      ...{ from: from ?? null, to: to ?? null, words, place: null, limit },
    };
  }

  /** The rows' own words are made by the same function. */
  private async wordsOf(q: string | undefined): Promise<string[] | null> {
    if (!q) return null;
    const [row] = await this.database.query<{ words: string[] }>(`select words_of($1) as words`, [
      q,
    ]);
    if (row!.words.length === 0) throw invalidField('q', 'has to hold a letter or a digit');
    return row!.words;
  }

  /** Of an id, an e-mail address, or `system`. */
  async whose(changedBy: string | undefined): Promise<Whose> {
    if (changedBy === undefined) return 'all';
    if (changedBy === SYSTEM) return 'system';
    if (isUUID(changedBy, 'loose')) return { id: changedBy.toLowerCase() };
    const [person] = await this.database.query<{ id: string }>(
      `select id from auth.people where lower(email) = lower($1)`,
      [changedBy],
    );
    return person ?? 'unknown';
  }
}
