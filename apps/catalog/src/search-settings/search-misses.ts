import { Injectable } from '@nestjs/common';
import { defineRecurringJob, HandlesJob } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import type { SearchMissView } from './search-settings.dto.js';

const DAYS_KEPT = 30;
const MOST_SHOWN = 100;

const ForgetMisses = defineRecurringJob({
  name: 'forget-search-misses',
  title: 'Forget old searches that found nothing',
  everyMs: 3_600_000,
});

/** Searches of shoppers that found nothing. */
@Injectable()
export class SearchMisses {
  constructor(private readonly database: Database) {}

  /** Those looked for most first, without those that staff have said something of. */
  list(): Promise<SearchMissView[]> {
    return this.database.query<SearchMissView>(
      `select words, sum(searches)::integer as searches, max(day)::text as last_day from search_misses
        where day > current_date - ${DAYS_KEPT} and words not in (select unnest(words) from search_synonyms)
        group by words order by 2 desc, 3 desc, words limit ${MOST_SHOWN}`,
    );
  }

  @HandlesJob(ForgetMisses)
  async forget(): Promise<void> {
    await this.database.execute(
      `delete from search_misses where day <= current_date - ${DAYS_KEPT}`,
    );
  }
}
