import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import { refusalWords, type RefusalReason, type Told } from './refusal-words.js';
import type {
  RefusedProductDto,
  RefusedProductPageDto,
  RefusedProductsQuery,
} from './refused-products.dto.js';

interface Row extends Told {
  id: string;
  name: string | null;
  reason: RefusalReason;
  part_id: number | null;
  since: Date;
  tried_at: Date | null;
}

const MOST_COUNTED = 1_000;

const SELECT = `select r.g2a_id as id, nullif(r.name, '') as name, r.reason, g.part_id, r.since, r.tried_at,
       char_length(r.product ->> 'name') as name_length, nullif(r.product -> 'price', 'null') as price
  from g2a_refused_products r join g2a_products g on g.g2a_id = r.g2a_id`;

@Injectable()
export class RefusedProductQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list({ q, limit, cursor }: RefusedProductsQuery): Promise<RefusedProductPageDto> {
    const place = decodeCursor(cursor, { since: 'time', id: 'string' });
    const rows = await this.database.query<Row>(
      `${SELECT}
        where ($1::text is null or r.g2a_id = $1 or starts_with(lower(r.name), lower($1)))
          and ($2::timestamptz is null or (r.since, r.g2a_id) < ($2, $3))
        order by r.since desc, r.g2a_id desc limit $4`,
      [q || null, place?.since ?? null, place?.id ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map(toDto);
    const last = rows.length > limit ? items.at(-1) : undefined;
    const next_cursor = last ? encodeCursor({ since: last.since, id: last.id }) : null;
    return { items, next_cursor, ...(await this.count()) };
  }

  /** Null when it is not refused. */
  async find(id: string): Promise<RefusedProductDto | null> {
    const [row] = await this.database.query<Row>(`${SELECT} where r.g2a_id = $1`, [id]);
    return row ? toDto(row) : null;
  }

  private async count(): Promise<{ total: number; total_is_exact: boolean }> {
    const [row] = await this.database.query<{ n: number }>(
      `select count(*)::int as n from (select from g2a_refused_products limit $1) counted`,
      [MOST_COUNTED + 1],
    );
    return {
      total: Math.min(row!.n, MOST_COUNTED),
      total_is_exact: row!.n <= MOST_COUNTED,
    };
  }
}

function toDto({ name_length, price, since, tried_at, ...row }: Row): RefusedProductDto {
  return {
    ...row,
    ...refusalWords(row.reason, { name_length, price }),
    since: since.toISOString(),
    tried_at: tried_at?.toISOString() ?? null,
  };
}
