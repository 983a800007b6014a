import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CacheResponse, VersionedCache } from '@tandem/cache';
import { PART_KINDS, PartsListEntry, TREE_GENERATION } from '@tandem/contracts';
import { Database } from '@tandem/persistence';
import { generationsOf } from '../parts/list-dependencies.js';
import type { PageRow } from '../search/run-page.js';
import { searchPage } from '../search/search-page.js';
import { searchTerms, type SearchTerms } from '../search/search-terms.js';
import { Taxonomy, type CategoryNode } from '../taxonomy/taxonomy.js';
import { categoriesLike, completionsOf } from './matching-words.js';
import { popularParts, type SuggestedPart } from './popular-parts.js';
import type { SuggestionList, SuggestionView } from './suggestion.dto.js';

const TTL_SECONDS = 60;
/** More than are suggested: their names tell what an unfinished word may become. */
const MOST_FOUND = 24;

/** Of each field that a name, a number or a category is found by. */
const GENERATIONS = [
  ...generationsOf(PART_KINDS, ['members', 'category', 'name', 'words']),
  TREE_GENERATION,
];

const NOTHING = { part_id: null, sku: null, slug: null };

/** Suggests what a shopper may be typing: a search of what is shown, in which popular parts come first. */
@Injectable()
export class SearchSuggestions {
  constructor(
    private readonly database: Database,
    private readonly taxonomy: Taxonomy,
    readonly cache: VersionedCache,
  ) {}

  /**
   * Raw JSON of the suggestions.
   * @throws DomainError 422 on `q` for a text that only leaves out.
   */
  @CacheResponse({
    ttl: TTL_SECONDS,
    list: (q: string, limit: number) => ({
      key: PartsListEntry.key(`suggested:${hashOf([q, limit])}`),
      generationKeys: GENERATIONS,
    }),
  })
  async read(q: string, limit: number): Promise<string> {
    const terms = searchTerms(q);
    const items = terms ? await this.itemsFor(terms, limit) : [];
    return JSON.stringify({ items } satisfies SuggestionList);
  }

  private async itemsFor(terms: SearchTerms, limit: number): Promise<SuggestionView[]> {
    const parts = await this.partsFor(terms);
    const tree = JSON.parse(await this.taxonomy.read('categories')) as { items: CategoryNode[] };
    const names = parts.map(({ part_name }) => part_name);
    const others: SuggestionView[] = [
      ...completionsOf(terms.words ?? [], names).map((text) => ({
        ...NOTHING,
        kind: 'query' as const,
        text,
      })),
      ...categoriesLike(terms.text, tree.items).map(({ name, slug }) => ({
        ...NOTHING,
        kind: 'category' as const,
        text: name,
        slug,
      })),
    ].slice(0, Math.floor(limit / 2));
    return [
      ...others,
      ...parts.slice(0, limit - others.length).map(({ id, part_name, sku }) => ({
        ...NOTHING,
        kind: 'part' as const,
        text: part_name,
        part_id: id,
        sku,
      })),
    ];
  }

  /** A common beginning has more parts than a search ranks: what is popular is looked at on its own. */
  private async partsFor(terms: SearchTerms): Promise<SuggestedPart[]> {
    const popular = terms.words ? await popularParts(this.database, terms.words, MOST_FOUND) : [];
    const found = await searchPage<SuggestedPart & PageRow>(
      this.database,
      { filter: { terms, sort: 'relevance', limit: MOST_FOUND }, staff: null },
      null,
      { columns: 'p.part_name, p.sku' },
    );
    return [...new Map([...popular, ...found.rows].map((part) => [part.id, part])).values()];
  }
}

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
