import { Injectable } from '@nestjs/common';
import { keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { CatalogConfig } from '../config.js';
import type { SearchMissView } from './search-settings.dto.js';

const MOST_SHOWN = 100;

/** Searches of shoppers that found nothing. */
@Injectable()
export class SearchMisses {
  constructor(
    private readonly database: Database,
    private readonly config: CatalogConfig,
  ) {}

  /** Those looked for most first, without those that staff have said something of. */
  list(): Promise<SearchMissView[]> {
    return this.database.query<SearchMissView>(
      `select words, sum(searches)::integer as searches, max(day)::text as last_day from search_misses
        where day > current_date - $1::integer and words not in (select unnest(words) from search_synonyms)
        group by words order by 2 desc, 3 desc, words limit ${MOST_SHOWN}`,
      [this.config.searchMissDays],
    );
  }

  @Retains({
    name: 'forget-search-misses',
    title: 'Forget old searches that found nothing',
  })
  kept(): Kept[] {
    return [{ table: 'search_misses', since: 'day', for: keptFor(this.config, 'searchMissDays') }];
  }
}
