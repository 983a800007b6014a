import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@tandem/persistence';
import type { EndpointView } from './endpoints.dto.js';
import { noSuchEndpoint } from './errors.js';

type Time = 'off_at' | 'failing_since' | 'created_at' | 'updated_at';
type Row = Omit<EndpointView, Time | 'waiting' | 'failed'> & {
  waiting: string;
  failed: string;
  off_at: Date | null;
  failing_since: Date | null;
  created_at: Date;
  updated_at: Date;
};

const SELECT = `
  select e.id, e.url, e.description, e.types, e.enabled, e.off_reason, e.off_at, e.failing_since, e.version, e.created_at,
         e.updated_at,
         (select count(*) from (select from webhook_deliveries where endpoint_id = e.id and state = 'waiting' limit 1000) w)
           as waiting,
         (select count(*) from (select from webhook_deliveries where endpoint_id = e.id and state = 'failed' limit 1000) f)
           as failed
    from webhook_endpoints e`;

/** What staff see of endpoints. There are few, so a page has all of them. */
@Injectable()
export class EndpointQueries {
  constructor(private readonly database: Database) {}

  async all(): Promise<EndpointView[]> {
    const rows = await this.database.query<Row>(`${SELECT} order by e.created_at desc, e.id`);
    return rows.map(toView);
  }

  /** @throws DomainError 404. */
  async one(id: string, queryable: Queryable = this.database): Promise<EndpointView> {
    const [row] = await queryable.query<Row>(`${SELECT} where e.id = $1`, [id]);
    if (!row) throw noSuchEndpoint(id);
    return toView(row);
  }
}

function toView(row: Row): EndpointView {
  return {
    ...row,
    waiting: Number(row.waiting),
    failed: Number(row.failed),
    off_at: row.off_at?.toISOString() ?? null,
    failing_since: row.failing_since?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
