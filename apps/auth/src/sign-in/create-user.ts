import { UserRegistered } from '@tandem/contracts';
import { outbox } from '@tandem/messaging';
import type { Tx } from '@tandem/persistence';
import { emailTaken } from './errors.js';

export interface NewUser {
  id: string;
  email: string;
  passwordHash: string;
  displayName: string;
  roles: string[];
}

/** Inserts a person with their roles and announces them. Throws 409 `email_taken`. */
export async function createUser(tx: Tx, user: NewUser): Promise<void> {
  // A violation of the index would put the address into PostgreSQL's log, with each duplicate registration.
  const made = await tx.query(
    `insert into users (id, email, password_hash, display_name) values ($1, $2, $3, $4)
     on conflict (lower(email)) do nothing returning id`,
    [user.id, user.email, user.passwordHash, user.displayName],
  );
  if (made.length === 0) throw emailTaken();
  await tx.execute(`insert into user_roles (user_id, role) select $1, unnest($2::text[])`, [
    user.id,
    user.roles,
  ]);
  await outbox.add(tx, UserRegistered, { user_id: user.id, version: 1, roles: user.roles });
}
