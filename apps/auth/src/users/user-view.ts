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

/** The columns of a UserView, for a query that names the users table `u`. */
export const USER_VIEW_COLUMNS = `
  u.id, u.email, u.display_name, u.version::int as version, u.created_at,
  u.email_confirmed_at is not null as email_confirmed,
  array(select role from user_roles where user_id = u.id order by role) as roles,
  array(select distinct rp.permission
          from user_roles ur join role_permissions rp using (role)
         where ur.user_id = u.id order by rp.permission) as permissions`;

/** A row of those columns as the view. */
export function toUserView(row: Omit<UserView, 'created_at'> & { created_at: Date }): UserView {
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

type UserRow = Parameters<typeof toUserView>[0];

export async function findUser(tx: Queryable, id: string): Promise<UserView | null> {
  const [row] = await tx.query<UserRow>(
    `select ${USER_VIEW_COLUMNS} from users u where u.id = $1`,
    [id],
  );
  return row ? toUserView(row) : null;
}

export type { UserRow };
