import { Injectable } from '@nestjs/common';
import type { Money } from '@tandem/contracts';
import type { PageQuery } from '@tandem/http';
import { CatalogConfig } from '../config.js';
import { pricesRemoved, type Removed } from '../history/removed.js';
import { decodeCursor, encodeCursor, type Page } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { iso } from '../parts/part-sql.js';
import { partNotFound } from './errors.js';

/** What a part cost from a moment on. */
export interface PastPrice {
  since: string;
  price: Money;
  /** What it cost otherwise, while a sale was on. */
  regular_price: Money | null;
  /** Shoppers could see the part. */
  offered: boolean;
  version: number;
  change_summary: string | null;
  changed_by_name: string | null;
}

/** A page, and what its list lacks. */
export interface PastPage extends Page<PastPrice> {
  removed: Removed | null;
}

const moneyOf = (minor: string): string =>
  `(select row_to_json(m) from (select money_amount(${minor}, h.currency) as amount, h.currency) m)`;

/** Every price a part had, as the database noted it. */
@Injectable()
export class PriceHistory {
  constructor(
    private readonly database: Database,
    private readonly config: CatalogConfig,
  ) {}

  /** Newest first, by the primary key. */
  async page(id: number, { cursor, limit }: PageQuery): Promise<PastPage> {
    const [known] = await this.database.query(`select 1 from parts where id = $1`, [id]);
    if (!known) throw partNotFound(id);
    const before = decodeCursor(cursor, { at: 'time' })?.at ?? null;
    const rows = await this.database.query<PastPrice>(
      `select ${iso('h.since')} as since, ${moneyOf('h.price_minor')} as price,
              case when h.regular_price_minor is not null then ${moneyOf('h.regular_price_minor')} end as regular_price,
              h.offered, h.version, coalesce(v.change_summary, h.change_summary) as change_summary,
              coalesce(v.created_by_name, h.changed_by_name) as changed_by_name
         from part_prices h
         left join part_content_versions v on v.part_id = h.part_id and v.version_number = h.version
        where h.part_id = $1 and h.since < coalesce($2::timestamptz, 'infinity')
        order by h.since desc limit $3`,
      [id, before, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1)! : null;
    const removed = await pricesRemoved(this.database, id, this.config);
    return { items, next_cursor: last && encodeCursor({ at: last.since }), removed };
  }
}
