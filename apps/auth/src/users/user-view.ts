import { ApiProperty } from '@nestjs/swagger';
import type { Queryable } from '@tandem/persistence';

/** A person as they see themselves. */
export class UserView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'email' })
  email!: string;

  @ApiProperty()
  display_name!: string;

  @ApiProperty({ type: [String], example: ['customer'] })
  roles!: string[];

  @ApiProperty({ type: [String], example: ['stock:read', 'stock:write'] })
  permissions!: string[];

  @ApiProperty()
  email_confirmed!: boolean;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;
}

/** A person as staff see them. */
export class AccountView extends UserView {
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when the person can’t sign in; null for an account in use.',
  })
  deactivated_at!: string | null;
}

/** The columns of an AccountView, for a query that names the users table `u` and their roles `r`. */
const ACCOUNT_COLUMNS = `
  u.id, u.email, u.display_name, u.version::int as version, u.created_at, u.deactivated_at,
  u.email_confirmed_at is not null as email_confirmed,
  r.roles, array(select distinct rp.permission from role_permissions rp
                  where rp.role = any (r.roles) order by rp.permission) as permissions`;

type AccountRow = Omit<AccountView, 'created_at' | 'deactivated_at'> & {
  created_at: Date;
  deactivated_at: Date | null;
};

/** A row of those columns as the view. */
function toUserView(row: AccountRow): UserView {
  const { id, email, display_name, roles, permissions, email_confirmed, version, created_at } = row;
  return {
    id,
    email,
    display_name,
    roles,
    permissions,
    email_confirmed,
    version,
    created_at: created_at.toISOString(),
  };
}

const toAccountView = (row: AccountRow): AccountView => ({
  ...toUserView(row),
  deactivated_at: row.deactivated_at?.toISOString() ?? null,
});

/** These accounts, as far as there are such; in no order. */
async function rowsOf(tx: Queryable, ids: readonly string[]): Promise<AccountRow[]> {
  return tx.query<AccountRow>(
    `select ${ACCOUNT_COLUMNS}
       from users u, lateral (select array(select role from user_roles where user_id = u.id order by role) as roles) r
      where u.id = any ($1::uuid[])`,
    [ids],
  );
}

export async function findUser(tx: Queryable, id: string): Promise<UserView | null> {
  const [row] = await rowsOf(tx, [id]);
  return row ? toUserView(row) : null;
}

export async function findAccount(tx: Queryable, id: string): Promise<AccountView | null> {
  const [row] = await rowsOf(tx, [id]);
  return row ? toAccountView(row) : null;
}

/** In the order of the ids; who is gone meanwhile is left out. */
export async function findAccounts(tx: Queryable, ids: readonly string[]): Promise<AccountView[]> {
  const found = new Map((await rowsOf(tx, ids)).map((row) => [row.id, toAccountView(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}
