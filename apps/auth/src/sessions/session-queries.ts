import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '@tandem/kernel';
import type { AuthUser } from '@tandem/auth-client';
import type { PageQuery } from '@tandem/http';
import { Database } from '@tandem/persistence';
import { sessionEnded } from './errors.js';
import type { SessionPage } from './session-view.js';

interface SessionRow {
  id: string;
  created_at: Date;
  last_used_at: Date;
  expires_at: Date;
  ip_address: string | null;
  user_agent: string | null;
}

const OPEN = `ended_at is null and expires_at > now() and idle_expires_at > now()`;

@Injectable()
export class SessionQueries {
  constructor(private readonly database: Database) {}

  /** Throws 401 `session_ended` for a token that outlived its session. */
  async assertOpen({ sessionId, id }: AuthUser): Promise<void> {
    const [open] = await this.database.query(
      `select 1 from sessions where id = $1 and user_id = $2 and ${OPEN}`,
      [sessionId, id],
    );
    if (!open) throw sessionEnded();
  }

  /** A person's open sessions, newest first. */
  async list(
    user: Pick<AuthUser, 'id' | 'sessionId'>,
    { limit, cursor }: PageQuery,
  ): Promise<SessionPage> {
    const after = decodeCursor(cursor, { id: 'uuid' });
    const rows = await this.database.query<SessionRow>(
      `select id, created_at, last_used_at, least(expires_at, idle_expires_at) as expires_at, ip_address, user_agent
         from sessions
        where user_id = $1 and ${OPEN} and ($2::uuid is null or id < $2)
        order by id desc limit $3`,
      [user.id, after?.id ?? null, limit + 1],
    );
    const items = rows.slice(0, limit).map((row) => ({
      id: row.id,
      created_at: row.created_at.toISOString(),
      last_used_at: row.last_used_at.toISOString(),
      expires_at: row.expires_at.toISOString(),
      ip_address: row.ip_address,
      user_agent: row.user_agent,
      current: row.id === user.sessionId,
    }));
    const last = items.at(-1);
    return {
      items,
      next_cursor: rows.length > limit && last ? encodeCursor({ id: last.id }) : null,
    };
  }
}
