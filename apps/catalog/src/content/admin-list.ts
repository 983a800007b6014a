import { Injectable } from '@nestjs/common';
import { applyDecorators } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { PART_STATUSES, type PartStatus } from '@tandem/contracts';
import { encodeCursor } from '@tandem/kernel';
import { BlankIsAbsent, BoolField, EnumField } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { ADMIN_LIST_PART, JOIN_STAFF_STOCK } from '../parts/part-sql.js';
import { filterOf, positionOf } from '../parts/list-filter.js';
import { planOfStaff } from '../parts/list-plan.js';
import { listingPage, UNCOUNTED } from '../parts/listing-page.js';
import { PART_KINDS, PartFilterQuery } from '../parts/part.dto.js';
import { allMatches } from '../search/all-matches.js';
import type { ListPosition, PageSelect } from '../search/part-matching.js';
import type { PageResult, PageRow } from '../search/run-page.js';
import { searchPage, type AskedSearch } from '../search/search-page.js';
import { STAFF_ORDERS } from '../search/search-order.js';
import type { AdminPart } from './admin-part.js';

const ADMIN_SORTS = ['relevance', ...Object.keys(STAFF_ORDERS)];

const Flag = (description: string): PropertyDecorator =>
  applyDecorators(BlankIsAbsent(), BoolField({ optional: true, query: true, description }));

export class AdminListQuery extends PartFilterQuery {
  @BlankIsAbsent()
  @EnumField(PART_KINDS, { optional: true })
  kind?: (typeof PART_KINDS)[number];

  @BlankIsAbsent()
  @EnumField(PART_STATUSES, { optional: true })
  status?: PartStatus;

  @Flag('Only parts at or below their minimum stock level.')
  low_stock?: boolean;

  @Flag('Includes deleted parts.')
  include_deleted?: boolean;

  @BlankIsAbsent()
  @EnumField(ADMIN_SORTS, {
    optional: true,
    description: 'Default: relevance with `q`, else newest.',
  })
  sort?: string;
}

export interface AdminPage {
  items: AdminPart[];
  next_cursor: string | null;
  total: number;
  total_is_exact: boolean;
}

/** Staff's table of parts: always from the database, never from the cache. */
@Injectable()
export class AdminList {
  constructor(private readonly database: Database) {}

  async page(query: AdminListQuery): Promise<AdminPage> {
    const after = positionOf(query.cursor, filterOf(query, query.sort), STAFF_ORDERS);
    const page = await staffPage<PageRow & { part: AdminPart }>(this.database, query, after, {
      columns: `${ADMIN_LIST_PART} as part`,
      joins: JOIN_STAFF_STOCK,
    });
    return {
      items: page.rows.map((row) => row.part),
      next_cursor: page.next ? encodeCursor({ ...page.next }) : null,
      total: page.total,
      total_is_exact: page.total_is_exact,
    };
  }
}

/** What narrows the table, without its pages. */
export class AdminFilterQuery extends OmitType(AdminListQuery, ['limit', 'cursor'] as const) {}

/** The ids of all parts of the table, in its order, so many at a time: nothing is counted, and nobody is kept waiting. */
export async function* idsOf(
  database: Database,
  query: AdminFilterQuery,
  limit: number,
): AsyncGenerator<number[]> {
  const search = searchOf({ ...query, limit });
  if (search.filter.terms) {
    yield* allMatches(database, search, limit);
    return;
  }
  let after: ListPosition | null = null;
  do {
    const page: PageResult<PageRow> = await staffPage(database, { ...query, limit }, after, {
      columns: 'null',
      counted: false,
    });
    if (page.rows.length > 0) yield page.rows.map(({ id }) => id);
    after = page.next;
  } while (after);
}

const searchOf = (query: AdminFilterQuery & { limit: number }): AskedSearch => ({
  filter: filterOf(query, query.sort),
  staff: query,
});

function staffPage<R extends PageRow>(
  database: Database,
  query: AdminFilterQuery & { limit: number },
  after: ListPosition | null,
  shown: PageSelect,
): Promise<PageResult<R>> {
  const search = searchOf(query);
  const { filter } = search;
  if (filter.terms) return searchPage<R>(database, search, after, shown);
  const { status, low_stock, include_deleted } = query;
  return listingPage<R>(database, {
    filter,
    after,
    shown,
    planOf: (tags) =>
      planOfStaff(
        { ...filter, status, low_stock, include_deleted },
        tags,
        STAFF_ORDERS[filter.sort]!,
      ),
    totalOf: shown.counted === false ? UNCOUNTED : (count) => count(),
  });
}
