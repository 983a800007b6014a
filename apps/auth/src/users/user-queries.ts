import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, notFound } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { ContactView, UserPage, UsersQuery } from './users.dto.js';
import { USER_VIEW_COLUMNS, findUser, toUserView } from './user-view.js';
import type { UserRow, UserView } from './user-view.js';

@Injectable()
export class UserQueries {
  constructor(private readonly database: Database) {}

  /** Throws 404. */
  async get(id: string): Promise<UserView> {
    const user = await findUser(this.database, id);
    if (!user) throw notFound('user', id);
    return user;
  }

  /** Everybody, newest first. */
  async list({ limit, cursor, q }: UsersQuery): Promise<UserPage> {
    const after = decodeCursor(cursor, { id: 'uuid' });
    const rows = await this.database.query<UserRow>(
      `select ${USER_VIEW_COLUMNS} from users u
        where ($1::uuid is null or u.id < $1)
          and ($2::text is null or u.email ilike $2 or u.display_name ilike $2)
        order by u.id desc limit $3`,
      [after?.id ?? null, q ? containing(q) : null, limit + 1],
    );
    const items = rows.slice(0, limit).map(toUserView);
    const last = items.at(-1);
    return {
      items,
      next_cursor: rows.length > limit && last ? encodeCursor({ id: last.id }) : null,
    };
  }

  /** These people, as far as there are such; in no order. */
  contacts(ids: readonly string[]): Promise<ContactView[]> {
    return this.database.query(
      `select id, display_name, email, email_confirmed_at is not null as email_confirmed from users where id = any ($1::uuid[])`,
      [ids],
    );
  }

  /** People with this in their name or e-mail address, the newest first. */
  findContacts(q: string, limit: number): Promise<ContactView[]> {
    return this.database.query(
      `select id, display_name, email, email_confirmed_at is not null as email_confirmed from users where email ilike $1 or display_name ilike $1
        order by id desc limit $2`,
      [containing(q), limit],
    );
  }
}

const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
