import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, notFound } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { ContactView, UserPage, UsersQuery } from './users.dto.js';
import { findAccount, findAccounts, findUser } from './user-view.js';
import type { AccountView, UserView } from './user-view.js';
import { walkAccounts } from './walk-accounts.js';

@Injectable()
export class UserQueries {
  constructor(private readonly database: Database) {}

  /** Throws 404. */
  async get(id: string): Promise<UserView> {
    const user = await findUser(this.database, id);
    if (!user) throw notFound('user', id);
    return user;
  }

  /** Throws 404. */
  async account(id: string): Promise<AccountView> {
    const account = await findAccount(this.database, id);
    if (!account) throw notFound('user', id);
    return account;
  }

  /** Accounts that the filters leave; a page may be short and have a next one. */
  async list({ cursor, ...asked }: UsersQuery): Promise<UserPage> {
    const place = decodeCursor(cursor, { id: 'uuid', word: 'string' });
    const { ids, next } = await walkAccounts(this.database, asked, place);
    return {
      items: await findAccounts(this.database, ids),
      next_cursor: next && encodeCursor({ ...next }),
    };
  }

  /** These people, as far as there are such; in no order. */
  contacts(ids: readonly string[]): Promise<ContactView[]> {
    return this.database.query<ContactView>({
      name: 'users_contacts',
      text: `select id, display_name, email, email_confirmed_at is not null as email_confirmed
        from users where id = any (array(select unnest($1::uuid[])))`,
      values: [ids],
    });
  }

  /** People whose name or address has this from the beginning of a word on, in the order of what was found. */
  async findContacts(q: string, limit: number): Promise<ContactView[]> {
    const { ids } = await walkAccounts(this.database, { q, limit }, undefined);
    const found = new Map((await this.contacts(ids)).map((contact) => [contact.id, contact]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }
}
