import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { InboxPage, InboxQuery, NotificationView } from './inbox.dto.js';
import { payloadOf } from './payload.js';

type Row = Omit<NotificationView, 'payload'> & { raw: string };

/** What came in, newest first. */
@Injectable()
export class ListInbox {
  constructor(private readonly database: Database) {}

  async list({ source, state, limit, cursor }: InboxQuery): Promise<InboxPage> {
    const before = decodeCursor(cursor, { before: 'integer' })?.before;
    const rows = await this.database.query<Row>(
      `select id::int, source, event_type, subject, state, received_at, times_received, settled_at as processed_at,
              last_error, raw
         from webhook_inbox
        where ($1::text is null or source = $1) and ($2::text is null or state = $2) and ($3::bigint is null or id < $3)
        -- By the column: what is selected under its name is a number of another type, which no index has in order.
        order by webhook_inbox.id desc limit $4`,
      [source ?? null, state ?? null, before ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map(({ raw, ...row }) => ({
      ...row,
      payload: payloadOf(row.source, raw),
    }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next_cursor: last ? encodeCursor({ before: last.id }) : null };
  }
}
